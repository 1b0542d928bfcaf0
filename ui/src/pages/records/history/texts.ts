import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "История записи", en: "History of the record" },
  empty: { ru: "Пока ничего не происходило", en: "Nothing has happened yet" },
  emptyHint: { ru: "Здесь появятся письма записи, выполнения сценариев и изменения полей, которые ведут журнал.", en: "Letters of the record, runs of scenarios and changes of logged fields appear here." },
  save: { ru: "Изменение", en: "Change" },
  letter: { ru: "Письмо", en: "Letter" },
  run: { ru: "Сценарий", en: "Scenario" },
  to: { ru: (addresses: string) => `Кому: ${addresses}`, en: (addresses: string) => `To: ${addresses}` },
  noSubject: { ru: "(без темы)", en: "(no subject)" },
  further: { ru: "Показать ещё", en: "Show more" },
  started: { ru: (login: string) => `запустил: ${login}`, en: (login: string) => `started by ${login}` },
});

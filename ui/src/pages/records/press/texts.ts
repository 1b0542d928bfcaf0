import { dictionary, plural } from "@/i18n/texts";

export const texts = dictionary({
  queued: {
    ru: (n: number) => `${n === 1 ? "Письмо поставлено" : `${n} ${plural(n, "письмо поставлено", "письма поставлены", "писем поставлено")}`} в очередь`,
    en: (n: number) => (n === 1 ? "The letter is queued" : `${n} letters are queued`),
  },
  done: { ru: (title: string) => `«${title}»: выполнено`, en: (title: string) => `“${title}”: done` },
  waiting: { ru: "Сценарий ждёт ответа почтового сервера", en: "The scenario waits for the mail server's answer" },
  refused: { ru: (title: string) => `«${title}»: не выполнено, ничего не изменилось`, en: (title: string) => `“${title}”: not done, nothing was changed` },
  letter: { ru: "Открыть письмо", en: "Open the letter" },
  letterOf: { ru: (id: string) => `Открыть письмо ${id}`, en: (id: string) => `Open the letter ${id}` },
  allLetters: { ru: "Показать все письма", en: "Show all letters" },
  run: { ru: "Ход выполнения", en: "What happened" },
  card: { ru: "Показать в сценарии", en: "Show in the scenario" },
  cancel: { ru: "Отмена", en: "Cancel" },
  dismiss: { ru: "Закрыть сообщение", en: "Dismiss" },
});

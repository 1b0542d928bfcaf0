import { dictionary, plural } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Испытать сценарий", en: "Try the scenario" },
  about: {
    ru: "Сценарий выполнится на выбранной записи по-настоящему, но всё сделанное будет отменено: записи не изменятся, письма не уйдут.",
    en: "The scenario runs for real on the chosen record, then everything is undone: no record changes, no letter goes out.",
  },
  record: { ru: "Запись", en: "Record" },
  chooseRecord: { ru: "Выберите запись", en: "Choose a record" },
  noTemplate: { ru: "Сначала выберите контекстный шаблон в событии.", en: "Choose the context template in the event first." },
  run: { ru: "Выполнить", en: "Run" },
  done: { ru: (ms: string) => `Выполнен за ${ms} мс`, en: (ms: string) => `Done in ${ms} ms` },
  waiting: { ru: "Дошёл до ожидания ответа сервера", en: "Came to where it waits for the server" },
  failed: { ru: "Остановлен ошибкой", en: "Stopped by an error" },
  toCard: { ru: "Показать действие", en: "Show the action" },
  letters: {
    ru: (count: number) => `${count} ${plural(count, "письмо", "письма", "писем")}`,
    en: (count: number) => (count === 1 ? "1 letter" : `${count} letters`),
  },
  changes: {
    ru: (count: number) => `${count} ${plural(count, "изменение", "изменения", "изменений")} записей`,
    en: (count: number) => (count === 1 ? "1 record change" : `${count} record changes`),
  },
  trace: { ru: "Ход выполнения", en: "What happened" },
  nothing: { ru: "Пусто", en: "Nothing" },
  attribute: { ru: "Атрибут", en: "Attribute" },
  before: { ru: "Было", en: "Before" },
  after: { ru: "Стало", en: "After" },
  created: { ru: "Новая запись", en: "New record" },
});

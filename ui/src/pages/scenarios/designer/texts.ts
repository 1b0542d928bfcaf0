import { dictionary, plural } from "@/i18n/texts";

export const summaries = dictionary({
  buttonUnset: { ru: "Выберите шаблон и кнопку", en: "Choose a template and a button" },
  templateUnset: { ru: "Выберите шаблон", en: "Choose a template" },
  buttonClicked: {
    ru: (button: string, records: string) => `Нажата кнопка «${button}» для записей «${records}»`,
    en: (button: string, records: string) => `Button “${button}” pressed on records “${records}”`,
  },
  recordCreated: { ru: (records: string) => `Создана запись «${records}»`, en: (records: string) => `A record “${records}” was created` },
  recordChanged: { ru: (records: string) => `Изменена запись «${records}»`, en: (records: string) => `A record “${records}” was changed` },
  attributesChanged: {
    ru: (names: string, records: string) => `Изменено «${names}» в записи «${records}»`,
    en: (names: string, records: string) => `“${names.replaceAll("», «", "”, “")}” changed in a record “${records}”`,
  },
  messageEvent: {
    ru: (connection: string, route: string) => `Сообщение из подключения «${connection}», путь «${route}»`,
    en: (connection: string, route: string) => `Message of connection “${connection}”, route “${route}”`,
  },
  setReplaced: { ru: (set: string, names: string) => `${set}: ${names}`, en: (set: string, names: string) => `${set}: ${names}` },
  setAdded: { ru: (set: string, names: string) => `Добавить в ${set}: ${names}`, en: (set: string, names: string) => `Add to ${set}: ${names}` },
  setExcluded: { ru: (set: string) => `Очистить ${set}`, en: (set: string) => `Clear ${set}` },
  attributes: {
    ru: (names: string) => `В записи: «${names}»`,
    en: (names: string) => `In the record: “${names.replaceAll("», «", "”, “")}”`,
  },
  send: {
    ru: (set: string, route: string, connection: string) => `${set} по пути «${route}» через «${connection}»`,
    en: (set: string, route: string, connection: string) => `${set} by route “${route}” through “${connection}”`,
  },
  create: { ru: (template: string) => `Новая запись «${template}»`, en: (template: string) => `A new record “${template}”` },
  clone: { ru: (template: string) => `Дубликаты записей «${template}»`, en: (template: string) => `Duplicates of records “${template}”` },
  context: {
    ru: (template: string, objects: string) => `На записи «${template}»: ${objects}`,
    en: (template: string, objects: string) => `On records “${template}”: ${objects}`,
  },
  check: { ru: (expression: string) => `Продолжить, если ${expression}`, en: (expression: string) => `Go on if ${expression}` },
  conditions: {
    ru: (count: number) => `${count} ${plural(count, "условие", "условия", "условий")}`,
    en: (count: number) => (count === 1 ? "1 condition" : `${count} conditions`),
  },
  counter: {
    ru: (count: string, variable: string) => `${count} раз, счётчик ${variable}`,
    en: (count: string, variable: string) => `${count} times, counted in ${variable}`,
  },
  objects: {
    ru: (objects: string, variable: string) => `Для каждого из ${objects} — в ${variable}`,
    en: (objects: string, variable: string) => `For each of ${objects}, as ${variable}`,
  },
});

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  undeclared: {
    ru: (path: string) => `Атрибута ${path} нет в таблице «Запрос»`,
    en: (path: string) => `There is no attribute ${path} in the table “Request”`,
  },
  object: {
    ru: (path: string) => `${path} — объект, его нельзя вставить в текст: выберите вложенный атрибут`,
    en: (path: string) => `${path} is an object and cannot be put into a text: choose one of its children`,
  },
  replace: { ru: (path: string) => `Заменить на ${path}`, en: (path: string) => `Replace with ${path}` },
  declare: { ru: (path: string) => `Добавить ${path} в «Запрос»`, en: (path: string) => `Add ${path} to “Request”` },
  insert: { ru: "Вставить атрибут", en: "Insert an attribute" },
  lines: { ru: "Символов", en: "Characters" },
});

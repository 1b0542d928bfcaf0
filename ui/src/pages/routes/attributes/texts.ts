import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  add: { ru: "Добавить", en: "Add" },
  remove: { ru: "Удалить", en: "Delete" },
  addsBelow: { ru: (name: string) => `«Добавить» создаст атрибут внутри ${name}`, en: (name: string) => `“Add” makes an attribute inside ${name}` },
  unnamed: { ru: "без имени", en: "unnamed" },
  select: { ru: "Выбрать", en: "Select" },
  predefined: { ru: "Готовый атрибут: есть у каждого пути", en: "Predefined: every route has it" },
  empty: { ru: "Нет данных для отображения", en: "Nothing to show" },
});

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  filter: { ru: "Фильтр", en: "Filter" },
  attribute: { ru: "Поле", en: "Field" },
  operator: { ru: "Условие", en: "Condition" },
  value: { ru: "Значение", en: "Value" },
  apply: { ru: "Применить", en: "Apply" },
  remove: { ru: (what: string) => `Снять условие: ${what}`, en: (what: string) => `Remove the condition: ${what}` },
  eq: { ru: "равно", en: "is" },
  ne: { ru: "не равно", en: "is not" },
  lt: { ru: "меньше", en: "less than" },
  le: { ru: "не больше", en: "at most" },
  gt: { ru: "больше", en: "more than" },
  ge: { ru: "не меньше", en: "at least" },
  empty: { ru: "не заполнено", en: "is empty" },
  not_empty: { ru: "заполнено", en: "is filled in" },
  yes: { ru: "Да", en: "Yes" },
  no: { ru: "Нет", en: "No" },
});

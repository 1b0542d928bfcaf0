import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  attributes: { ru: "Атрибуты", en: "Attributes" },
  title: { ru: "Название", en: "Title" },
  type: { ru: "Тип данных", en: "Data type" },
  multiple: { ru: "Несколько значений", en: "Several values" },
  required: { ru: "Обязательный", en: "Required" },
  computed: { ru: "Вычисляемый", en: "Computed" },
  isTitle: { ru: "Заголовок записей", en: "Title of records" },
  emptyTitle: { ru: "Атрибутов пока нет", en: "No attributes yet" },
  emptyHint: {
    ru: "Атрибут хранит значение записи: получателя, документ, дату. Создайте первый.",
    en: "An attribute holds a value of a record: a recipient, a document, a date. Make the first one.",
  },
  newTitle: { ru: "Новый атрибут", en: "New attribute" },
  window: { ru: (title: string) => `Свойства атрибута: ${title}`, en: (title: string) => `Properties of the attribute: ${title}` },
  properties: { ru: "Свойства", en: "Properties" },
  check: { ru: "Проверка значения", en: "Check of the value" },
  checkHint: {
    ru: "Запись не сохраняется, пока выражение даёт ложь или пустое значение.",
    en: "A record is not saved while the expression gives false or nothing.",
  },
});

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  buttons: { ru: "Кнопки", en: "Buttons" },
  title: { ru: "Отображаемое название", en: "Shown title" },
  operation: { ru: "Операция", en: "Operation" },
  result: { ru: "Результат выполнения", en: "Result" },
  dialog: { ru: "Окно", en: "Dialog" },
  properties: { ru: "Свойства", en: "Properties" },
  dialogTab: { ru: "Диалоговое окно", en: "Dialog" },
  condition: { ru: "Условие", en: "Condition" },
  emptyTitle: { ru: "Кнопок пока нет", en: "No buttons yet" },
  emptyHint: {
    ru: "Кнопка вызывает сценарий: например, «Отправить письмо». Создайте её, потом поставьте на форму.",
    en: "A button starts a scenario: for example, “Send the letter”. Make it, then put it on a form.",
  },
  newTitle: { ru: "Новая кнопка", en: "New button" },
  window: { ru: (title: string) => `Свойства кнопки: ${title}`, en: (title: string) => `Properties of the button: ${title}` },
});

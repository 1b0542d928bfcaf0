import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  required: { ru: "Заполните поле", en: "Fill in this field" },
  secretKept: { ru: "Сохранён. Оставьте пустым, чтобы не менять", en: "Stored. Leave empty to keep it" },
  addRow: { ru: "Добавить", en: "Add" },
  removeRow: { ru: "Удалить строку", en: "Remove the row" },
  noRows: { ru: "Пока пусто", en: "Nothing yet" },
  amount: { ru: "количество", en: "amount" },
  unit: { ru: "единица", en: "unit" },
  seconds: { ru: "с", en: "s" },
  minutes: { ru: "мин", en: "min" },
  hours: { ru: "ч", en: "h" },
  days: { ru: "дн.", en: "days" },
  help: { ru: "Подсказка", en: "Hint" },
  refusedTitle: { ru: "Исправьте ошибки", en: "Correct the errors" },
  portUnusual: {
    ru: (port: number, usual: number) => `Для этого шифрования обычен порт ${usual}, указан ${port}`,
    en: (port: number, usual: number) => `This encryption usually has port ${usual}, not ${port}`,
  },
  useUsual: { ru: (port: number) => `Поставить ${port}`, en: (port: number) => `Use ${port}` },
  saved: { ru: "Сохранено", en: "Saved" },
  systemName: { ru: "Буквы, цифры и «_», не с цифры: например Elpisma", en: "Letters, digits and _, not beginning with a digit: such as Elpisma" },
  list: { ru: "Введите значение и нажмите Enter", en: "Type a value and press Enter" },
});

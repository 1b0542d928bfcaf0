import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  variables: { ru: "Локальные переменные", en: "Local variables" },
  variablesHint: {
    ru: "Окно спрашивает их значения, сценарий кнопки читает ответы. Свойства типа открываются слева в строке.",
    en: "The dialog asks for their values, the button's scenario reads the answers. The properties of a type unfold at the left of its line.",
  },
  emptyTitle: { ru: "Окно пока ничего не спрашивает", en: "The dialog asks nothing yet" },
  emptyHint: {
    ru: "Добавьте переменную: например, «Текст напоминания» или «Ответить до». Без переменных окно может показать вопрос перед нажатием: поставьте текст на свою форму.",
    en: "Add a variable: for example, “Text of the reminder” or “Answer until”. Without variables it may put a question before the press: put a text on a form of your own.",
  },
  add: { ru: "Добавить переменную", en: "Add a variable" },
  title: { ru: "Название", en: "Title" },
  name: { ru: "Системное имя", en: "System name" },
  type: { ru: "Тип данных", en: "Data type" },
  required: { ru: "Обязательная", en: "Required" },
  multiple: { ru: "Несколько значений", en: "Several values" },
  tools: { ru: "Команды", en: "Commands" },
  up: { ru: (title: string) => `Поднять: ${title}`, en: (title: string) => `Move up: ${title}` },
  down: { ru: (title: string) => `Опустить: ${title}`, en: (title: string) => `Move down: ${title}` },
  remove: { ru: (title: string) => `Удалить переменную: ${title}`, en: (title: string) => `Delete the variable: ${title}` },
  readBy: { ru: "В сценарии:", en: "In the scenario:" },
  copy: { ru: "Скопировать", en: "Copy" },
  copied: { ru: "Скопировано", en: "Copied" },
  looks: { ru: "Вид окна", en: "What the dialog looks like" },
  inOrder: { ru: "Переменные по порядку", en: "Variables in their order" },
  inOrderHint: { ru: "Поля стоят одно под другим, в порядке переменных.", en: "The fields stand below one another, in the order of the variables." },
  own: { ru: "Своя форма", en: "A form of its own" },
  look: { ru: "Показать окно", en: "Show the dialog" },
  dialogForm: { ru: "Форма окна", en: "Form of the dialog" },
  dialogFormHint: { ru: "Выберите элемент, чтобы изменить его подпись, подсказку и доступ.", en: "Choose an element to change its label, hint and access." },
  unplaced: { ru: (titles: string) => `Не спрашивается: ${titles}`, en: (titles: string) => `Not asked for: ${titles}` },
  offHint: {
    ru: "Включите окно, чтобы спросить пользователя перед нажатием: о сроке, причине, получателе или просто «Вы уверены?».",
    en: "Switch the dialog on to ask before the press: for a date, a reason, a recipient, or just “Are you sure?”.",
  },
});

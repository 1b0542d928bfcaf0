import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  tour: { ru: "Первое письмо", en: "The first letter" },
  step: { ru: (n: number, of: number) => `Шаг ${n} из ${of}`, en: (n: number, of: number) => `Step ${n} of ${of}` },
  open: { ru: "Перейти", en: "Go there" },
  leave: { ru: "Прервать", en: "Leave" },
  leaveHint: { ru: "Продолжить можно с главной страницы", en: "It can be resumed from the start page" },
  begin: { ru: "Провести по шагам", en: "Guide me" },
  finished: { ru: "Готово: первое письмо отправлено", en: "Done: the first letter is sent" },
  connection: {
    ru: "Создайте подключение «Отправка почты через SMTP»: адрес сервера, порт, вход и отправитель. Нажмите «Проверить соединение», потом «Создать».",
    en: "Create a connection “Sending e-mail via SMTP”: the server's address, port, login and sender. Press “Test the connection”, then “Create”.",
  },
  route: {
    ru: "Создайте путь «Отправка эл. почты через SMTP»: выберите подключение, добавьте атрибуты FullName и FileName, напишите тему и текст с ними в фигурных скобках.",
    en: "Create a route “Sending e-mail via SMTP”: choose the connection, add the attributes FullName and FileName, write a subject and a text with them in braces.",
  },
  template: {
    ru: "Создайте шаблон «Эл. письма» с атрибутами «Получатель» (Аккаунт) и «Вложение» (Документ) и кнопкой «Отправить письмо», поставьте их на форму и сохраните.",
    en: "Create a template with an account attribute, a document attribute and a button, put them on the form and save.",
  },
  scenario: {
    ru: "Создайте сценарий «Отправка писем»: событие «Нажатие кнопки», действия «Изменить значения переменных» и «Отправить сообщение».",
    en: "Create a scenario: the event “Button clicked”, the actions “Change variables” and “Send a message”.",
  },
  record: {
    ru: "Создайте запись, выберите получателя и файл, сохраните и нажмите «Отправить письмо».",
    en: "Create a record, choose the recipient and a file, save, and press the button.",
  },
});

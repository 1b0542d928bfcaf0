import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  tour: { ru: "Первое письмо", en: "The first letter" },
  step: { ru: (n: number, of: number) => `Шаг ${n} из ${of}`, en: (n: number, of: number) => `Step ${n} of ${of}` },
  open: { ru: "Перейти", en: "Go there" },
  leave: { ru: "Прервать", en: "Leave" },
  leaveHint: { ru: "Продолжить можно с главной страницы", en: "It can be resumed from the start page" },
  begin: { ru: "Провести по шагам", en: "Guide me" },
  build: { ru: "Сделать за меня", en: "Do it for me" },
  buildHint: { ru: "Создать как в рабочем примере и показать", en: "Make it as in the worked example, and show it" },
  skip: { ru: "Пропустить", en: "Skip" },
  point: { ru: "Показать подсказки", en: "Show hints" },
  end: { ru: "Обзор завершён", en: "The tour is over" },
  finished: { ru: "Первое письмо отправлено.", en: "The first letter is sent." },
  skippedSome: { ru: "Некоторые шаги пропущены: к ним можно вернуться с главной страницы.", en: "Some steps were skipped: come back to them from the start page." },
  toLetters: { ru: "Посмотреть письма", en: "See the letters" },
  toStart: { ru: "На главную", en: "To the start page" },
  noAddress: {
    ru: (login: string) => `У аккаунта «${login}» нет адреса эл. почты: укажите его в разделе «Аккаунты», и письмо уйдёт вам`,
    en: (login: string) => `Account “${login}” has no e-mail address: give it one under “Accounts”, and the letter goes to you`,
  },
  fileName: { ru: "Первое письмо.txt", en: "First letter.txt" },
  fileText: { ru: "Этот файл приложен к первому письму.\n", en: "This file is attached to the first letter.\n" },
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

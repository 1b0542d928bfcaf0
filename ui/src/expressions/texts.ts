import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  attribute: { ru: "Атрибут", en: "Attribute" },
  formula: { ru: "Формула", en: "Formula" },
  n3: { ru: "N3", en: "N3" },
  value: { ru: "Значение", en: "Constant" },
  kind: { ru: "Вид значения", en: "Kind of value" },
  empty: { ru: "Не задано", en: "Not set" },
  openEditor: { ru: "Открыть в редакторе", en: "Open in the editor" },
  editorOf: { ru: (name: string) => `Выражение: ${name}`, en: (name: string) => `Expression: ${name}` },
  done: { ru: "Готово", en: "Done" },
  cancel: { ru: "Отмена", en: "Cancel" },
  chooseAttribute: { ru: "Выберите атрибут", en: "Choose an attribute" },
  noTemplate: { ru: "Сначала выберите контекстный шаблон", en: "Choose the context template first" },
  constantHint: {
    ru: "Текст, число, true или false",
    en: "Text, a number, true or false",
  },
  noProblems: { ru: "Ошибок нет", en: "No problems" },
  problems: { ru: "Замечания", en: "Problems" },
  place: { ru: (line: number, column: number) => `стр. ${line}, поз. ${column}`, en: (line: number, column: number) => `line ${line}, column ${column}` },
  record: { ru: "Проверить на записи", en: "Try on a record" },
  chooseRecord: { ru: "Выберите запись", en: "Choose a record" },
  run: { ru: "Вычислить", en: "Evaluate" },
  result: { ru: "Результат", en: "Result" },
  nothing: { ru: "Пусто", en: "Nothing" },
  steps: { ru: "По шагам", en: "Step by step" },
  truncated: { ru: "Показаны первые 1000 шагов", en: "The first 1,000 steps are shown" },
  ms: { ru: (ms: string) => `${ms} мс`, en: (ms: string) => `${ms} ms` },
  formulaHint: {
    ru: "$ — запись, $$ — переменные сценария, Ctrl+Пробел — подсказка",
    en: "$ is the record, $$ the scenario's variables, Ctrl+Space completes",
  },
  n3Hint: {
    ru: "?item — запись, результат — ?value, Ctrl+Пробел — подсказка",
    en: "?item is the record, ?value the result, Ctrl+Space completes",
  },
  yields: { ru: (kind: string) => `даёт: ${kind}`, en: (kind: string) => `yields: ${kind}` },
});

/** What an expression yields, by the kind that the check tells. */
export const resultKinds = dictionary({
  text: { ru: "текст", en: "text" },
  number: { ru: "число", en: "number" },
  boolean: { ru: "да или нет", en: "yes or no" },
  datetime: { ru: "дата и время", en: "date and time" },
  duration: { ru: "длительность", en: "duration" },
  reference: { ru: "ссылка", en: "reference" },
  object: { ru: "объект", en: "object" },
});

/** What the fields of an account are called (spec/records.md 3). */
export const accountFields = dictionary({
  username: { ru: "Имя пользователя", en: "User name" },
  mbox: { ru: "Адрес эл. почты", en: "E-mail address" },
  fullName: { ru: "Ф. И. О.", en: "Full name" },
  active: { ru: "Включён", en: "Active" },
  manager: { ru: "Руководитель", en: "Manager" },
  phone: { ru: "Телефон", en: "Phone" },
  title: { ru: "Должность", en: "Job title" },
  department: { ru: "Отдел", en: "Department" },
  office: { ru: "Офис", en: "Office" },
  language: { ru: "Язык", en: "Language" },
  birthday: { ru: "Дата рождения", en: "Birthday" },
  currentRevision: { ru: "Последняя версия", en: "Current revision" },
  revisionFilename: { ru: "Имя файла", en: "File name" },
});

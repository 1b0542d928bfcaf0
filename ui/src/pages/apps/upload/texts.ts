import { dictionary, plural } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Загрузка пакета приложения", en: "Uploading the package of an app" },
  drop: { ru: "Перетащите сюда файл ZIP или выберите его", en: "Drop a ZIP file here, or choose one" },
  dropHint: {
    ru: "Сначала появится план: что будет создано, изменено и останется как есть. До вашего согласия ничего не меняется.",
    en: "First there is a plan: what will be created, changed and left as it is. Nothing changes until you agree.",
  },
  other: { ru: "Выбрать другой файл", en: "Choose another file" },
  planning: { ru: "Составляется план…", en: "The plan is being made…" },
  refused: { ru: "Пакет применить нельзя", en: "The package cannot be applied" },
  secrets: { ru: "Нужны секреты", en: "Secrets are needed" },
  secretsHint: {
    ru: "Пакеты не содержат паролей. Введите те, которых в этой системе ещё нет; они сохранятся в зашифрованном виде.",
    en: "Packages carry no passwords. Enter those that this system does not have yet; they are stored encrypted.",
  },
  required: { ru: "Заполните поле", en: "Fill in this field" },
  goOn: { ru: "Продолжить", en: "Go on" },
  plan: { ru: (app: string) => `План: ${app}`, en: (app: string) => `Plan: ${app}` },
  done: { ru: (app: string) => `Применено: ${app}`, en: (app: string) => `Applied: ${app}` },
  toApp: { ru: "К приложению", en: "To the app" },
  create: { ru: "создать", en: "create" },
  change: { ru: "изменить", en: "change" },
  delete: { ru: "удалить", en: "delete" },
  unchanged: { ru: "без изменений", en: "unchanged" },
  counts: {
    ru: (n: number, what: string) => `${what}: ${n}`,
    en: (n: number, what: string) => `${what}: ${n}`,
  },
  nothing: { ru: "Всё уже так, как в пакете: применять нечего.", en: "Everything is as in the package already: there is nothing to apply." },
  left: {
    ru: (n: number) => `Без изменений: ${n} ${plural(n, "определение", "определения", "определений")}`,
    en: (n: number) => `Unchanged: ${n} ${n === 1 ? "definition" : "definitions"}`,
  },
  differences: { ru: "Что изменится", en: "What changes" },
  disabled: { ru: "Отключится из-за ошибок", en: "Would be switched off by its errors" },
  disabledHint: {
    ru: "Исправьте ошибки в файлах пакета или отключите определение в файле: disabled: true.",
    en: "Correct the errors in the files of the package, or switch the definition off in its file: disabled: true.",
  },
  affects: { ru: (what: string) => `Появятся ошибки: ${what}`, en: (what: string) => `Will have errors: ${what}` },
  prune: {
    ru: "Удалить то, что приложение принесло раньше и чего в пакете больше нет",
    en: "Delete what the app brought earlier and the package has no more",
  },
  apply: { ru: "Применить", en: "Apply" },
  cancel: { ru: "Отмена", en: "Cancel" },
  line: { ru: (n: number) => `строка ${n}`, en: (n: number) => `line ${n}` },
  again: { ru: "Составить план заново", en: "Make the plan again" },
});

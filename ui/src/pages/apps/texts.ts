import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  apps: { ru: "Приложения", en: "Apps" },
  title: { ru: "Название", en: "Title" },
  name: { ru: "Системное имя", en: "System name" },
  version: { ru: "Версия", en: "Version" },
  description: { ru: "Описание", en: "Description" },
  changed: { ru: "Изменено", en: "Changed" },
  create: { ru: "Создать", en: "Create" },
  save: { ru: "Сохранить", en: "Save" },
  close: { ru: "Закрыть", en: "Close" },
  cancel: { ru: "Отмена", en: "Cancel" },
  unsaved: { ru: "Есть несохранённые изменения", en: "There are unsaved changes" },
  search: { ru: "Название или имя", en: "Title or name" },
  download: { ru: "Скачать", en: "Download" },
  zip: { ru: "ZIP", en: "ZIP" },
  upload: { ru: "Загрузить пакет", en: "Upload a package" },
  newTitle: { ru: "Новое приложение", en: "New app" },
  contents: { ru: "Состав", en: "Contents" },
  contentsEmpty: {
    ru: "К приложению пока ничего не относится. Подключения, пути, шаблоны и сценарии приходят с его пакетом.",
    en: "Nothing belongs to this app yet. Connections, routes, templates and scenarios come with its package.",
  },
  emptyTitle: { ru: "Приложений пока нет", en: "No apps yet" },
  emptyHint: {
    ru: "Приложение — это набор шаблонов, сценариев, путей и подключений, который переносят между системами одним файлом.",
    en: "An app is a set of templates, scenarios, routes and connections that is carried from one system to another as one file.",
  },
});

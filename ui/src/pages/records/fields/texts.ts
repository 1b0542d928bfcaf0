import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Название", en: "Title" },
  fullName: { ru: "Имя", en: "Name" },
  address: { ru: "Адрес эл. почты", en: "E-mail address" },
  takeOut: { ru: "Убрать из записи", en: "Take out of the record" },
  addFound: { ru: "Найти и добавить", en: "Find and add" },
  replaceFound: { ru: "Найти другое значение", en: "Find another value" },
});

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  chooseOrType: { ru: "Выберите или начните вводить", en: "Choose or begin to type" },
  searching: { ru: "Поиск…", en: "Searching…" },
  nothingFound: { ru: "Ничего не найдено", en: "Nothing found" },
});

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Демо-ящик", en: "Demo mailbox" },
  hint: { ru: "Сюда приходят все письма демонстрации: наружу ничего не уходит.", en: "All letters of the demonstration arrive here: nothing leaves this machine." },
  letters: { ru: "Полученные письма", en: "Letters received" },
  emptyTitle: { ru: "Ящик пуст", en: "The mailbox is empty" },
  emptyHint: { ru: "Откройте запись и нажмите её кнопку: письмо появится здесь через несколько секунд.", en: "Open a record and press its button: the letter appears here in a few seconds." },
  choose: { ru: "Выберите письмо слева", en: "Choose a letter" },
  to: { ru: "Кому", en: "To" },
  from: { ru: "От кого", en: "From" },
  cc: { ru: "Копия", en: "Cc" },
  noSubject: { ru: "(без темы)", en: "(no subject)" },
  back: { ru: "Все письма", en: "All letters" },
  refresh: { ru: "Обновить", en: "Refresh" },
});

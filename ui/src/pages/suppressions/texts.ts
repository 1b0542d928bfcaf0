import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Список запрета", en: "Suppression list" },
  add: { ru: "Добавить", en: "Add" },
  newTitle: { ru: "Не писать на адрес", en: "Send nothing to an address" },
  address: { ru: "Адрес эл. почты", en: "E-mail address" },
  reason: { ru: "Причина", en: "Reason" },
  reasonHint: { ru: "Её увидят в письмах, которые не ушли на этот адрес.", en: "It is shown at letters that did not go to this address." },
  until: { ru: "До какого дня", en: "Until" },
  always: { ru: "бессрочно", en: "for ever" },
  remove: { ru: "Убрать из списка", en: "Remove" },
  askRemove: { ru: (address: string) => `Снова писать на ${address}?`, en: (address: string) => `Send to ${address} again?` },
  askRemoveMany: { ru: (n: number) => `Снова писать на эти адреса (${n})?`, en: (n: number) => `Send to these ${n} addresses again?` },
  keep: { ru: "Оставить в списке", en: "Keep it" },
  emptyTitle: { ru: "Список пуст: письма уходят на все адреса", en: "The list is empty: letters go to every address" },
  emptyHint: {
    ru: "Сюда попадают адреса, которые просили не писать, и те, с которых письма возвращаются.",
    en: "Here stand addresses that asked not to be written to, and those that letters come back from.",
  },
  required: { ru: "Заполните поле", en: "Fill in this field" },
  wrongAddress: { ru: "Это не адрес: нужно как petrova@example.org", en: "This is no address: it should be like petrova@example.org" },
  cancel: { ru: "Отмена", en: "Cancel" },
});

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  askOne: { ru: (name: string) => `Удалить «${name}»?`, en: (name: string) => `Delete “${name}”?` },
  askMany: { ru: (n: number) => `Удалить выбранное (${n})?`, en: (n: number) => `Delete the selected ones (${n})?` },
  versionsStay: {
    ru: "История изменений останется, из неё можно восстановить.",
    en: "The history stays; it can be restored from there.",
  },
  inUse: { ru: (name: string) => `«${name}» используется`, en: (name: string) => `“${name}” is in use` },
  usedBy: { ru: "Сначала уберите ссылки на него здесь:", en: "First remove the references to it here:" },
  understood: { ru: "Понятно", en: "OK" },
});

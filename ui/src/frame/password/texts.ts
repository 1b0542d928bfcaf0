import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Сменить пароль", en: "Change the password" },
  current: { ru: "Текущий пароль", en: "Present password" },
  password: { ru: "Новый пароль", en: "New password" },
  repeated: { ru: "Новый пароль ещё раз", en: "New password once more" },
  fill: { ru: "Заполните поле", en: "Fill in this field" },
  differs: { ru: "Пароли не совпадают", en: "The passwords differ" },
  ends: { ru: "На других устройствах придётся войти заново.", en: "Other devices will have to sign in again." },
  submit: { ru: "Сменить пароль", en: "Change the password" },
  cancel: { ru: "Отмена", en: "Cancel" },
  changed: { ru: "Пароль изменён", en: "The password is changed" },
  mustChange: { ru: "Придумайте свой пароль", en: "Choose a password of your own" },
  why: {
    ru: "Нынешний пароль назначен администратором и знаком не только вам.",
    en: "The present one was set by an administrator and is known to others.",
  },
  signOut: { ru: "Выйти", en: "Sign out" },
});

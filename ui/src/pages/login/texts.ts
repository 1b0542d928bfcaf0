import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Вход", en: "Sign in" },
  product: { ru: "Вестник", en: "Vestnik" },
  lead: { ru: "Деловые письма из ваших записей", en: "Business letters out of your records" },
  login: { ru: "Имя пользователя", en: "User name" },
  password: { ru: "Пароль", en: "Password" },
  submit: { ru: "Войти", en: "Sign in" },
  fill: { ru: "Заполните поле", en: "Fill in this field" },
  other: { ru: "English", en: "Русский" },
  first: {
    ru: "При первом запуске войдите как admin: одноразовый пароль напечатан в окне сервера.",
    en: "At the first start sign in as admin: the one-time password is printed by the server.",
  },
  unreachable: { ru: "Сервер не отвечает. Повторите немного позже.", en: "The server does not answer. Try again later." },
});

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  from: { ru: "От кого", en: "From" },
  to: { ru: "Кому", en: "To" },
  cc: { ru: "Копия", en: "Cc" },
  bcc: { ru: "Скрытая копия", en: "Bcc" },
  subject: { ru: "Тема", en: "Subject" },
  noSubject: { ru: "(без темы)", en: "(no subject)" },
  attachments: { ru: "Вложения", en: "Attachments" },
  text: { ru: "Текст", en: "Text" },
  html: { ru: "HTML", en: "HTML" },
  headers: { ru: "Заголовки", en: "Headers" },
  source: { ru: "Исходный текст", en: "Source" },
  downloadSource: { ru: "Скачать письмо (.eml)", en: "Download the letter (.eml)" },
  cut: { ru: "Показано начало; целиком — в файле.", en: "This is the beginning; the file has the whole." },
  htmlFrame: { ru: "Письмо в HTML", en: "The letter as HTML" },
  bytes: { ru: (n: string) => `${n} Б`, en: (n: string) => `${n} B` },
  kilobytes: { ru: (n: string) => `${n} КБ`, en: (n: string) => `${n} KB` },
  megabytes: { ru: (n: string) => `${n} МБ`, en: (n: string) => `${n} MB` },
});

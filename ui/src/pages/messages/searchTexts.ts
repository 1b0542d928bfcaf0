import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  words: { ru: "слова темы, в кавычках — подряд", en: "words of the subject, in quotes: in that order" },
  address: { ru: "получатель; можно начало адреса", en: "recipient; the beginning will do" },
  state: { ru: "состояние письма", en: "state of the letter" },
  route: { ru: "путь передачи данных", en: "communication route" },
  connection: { ru: "подключение", en: "connection" },
  together: { ru: "Условия складываются: подойдут письма, для которых верны все.", en: "Conditions add up: a letter has to meet all of them." },
  wordsExample: { ru: "\"Договор 7\"", en: "\"Contract 7\"" },
  addressExample: { ru: "кому:petrova", en: "to:petrova" },
  stateExample: { ru: "состояние:failed", en: "state:failed" },
  routeExample: { ru: "путь:mail_out", en: "route:mail_out" },
  connectionExample: { ru: "подключение:mail", en: "connection:mail" },
});

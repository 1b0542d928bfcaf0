import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Как будет выглядеть письмо", en: "What the letter will look like" },
  samples: { ru: "Примеры", en: "Samples" },
  own: { ru: "Свои", en: "Own" },
  record: { ru: "По записи", en: "Record" },
  source: { ru: "Откуда значения", en: "Where the values come from" },
  needsConnection: { ru: "Выберите подключение: от него зависит отправитель письма.", en: "Choose a connection: the sender of the letter depends on it." },
  impossible: { ru: "Письмо пока не составить", en: "The letter cannot be made yet" },
  noOwn: { ru: "Своих атрибутов у пути нет: добавьте их на вкладке «Атрибуты сообщения».", en: "The route has no attributes of its own: add them on “Message attributes”." },
  to: { ru: "Кому", en: "To" },
  noScenario: { ru: "Ни один сценарий ещё не отправляет письма по этому пути.", en: "No scenario sends letters along this route yet." },
  scenario: { ru: "Сценарий", en: "Scenario" },
  chooseRecord: { ru: "Выберите запись", en: "Choose a record" },
  storedRoute: { ru: "Сценарий выполняется на записи без отправки, по сохранённой версии пути.", en: "The scenario runs on the record without sending, along the stored version of the route." },
  noLetter: { ru: "На этой записи сценарий не отправил бы письма по этому пути.", en: "On this record the scenario would send no letter along this route." },
});

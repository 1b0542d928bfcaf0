import type { Definition } from "@/api/definitions";
import { dictionary, type Text } from "@/i18n/texts";

type Kind = Definition["kind"];

export const LABELS = dictionary({
  app: { ru: "Приложение", en: "App" },
  connection: { ru: "Подключение", en: "Connection" },
  route: { ru: "Путь передачи данных", en: "Communication route" },
  template: { ru: "Шаблон записи", en: "Record template" },
  scenario: { ru: "Сценарий", en: "Scenario" },
}) satisfies Readonly<Record<Kind, Text>>;

export const PLURALS = dictionary({
  app: { ru: "Приложения", en: "Apps" },
  connection: { ru: "Подключения", en: "Connections" },
  route: { ru: "Пути передачи данных", en: "Communication routes" },
  template: { ru: "Шаблоны записей", en: "Record templates" },
  scenario: { ru: "Сценарии", en: "Scenarios" },
}) satisfies Readonly<Record<Kind, Text>>;

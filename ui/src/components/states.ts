import type { Text } from "@/i18n/texts";

export type Tone = "good" | "bad" | "waiting" | "busy" | "quiet";

/** Every state of spec/contract.md 4, in words. */
export const STATES: Readonly<Record<string, { readonly label: Text; readonly tone: Tone } | undefined>> = {
  queued: { label: { ru: "В очереди", en: "Queued" }, tone: "busy" },
  sending: { label: { ru: "Отправляется", en: "Sending" }, tone: "busy" },
  sent: { label: { ru: "Отправлено", en: "Sent" }, tone: "good" },
  partly_sent: { label: { ru: "Отправлено частично", en: "Partly sent" }, tone: "waiting" },
  failed: { label: { ru: "Ошибка", en: "Failed" }, tone: "bad" },
  deferred: { label: { ru: "Отложено", en: "Deferred" }, tone: "waiting" },
  uncertain: { label: { ru: "Исход неизвестен", en: "Uncertain" }, tone: "waiting" },
  held: { label: { ru: "Задержано", en: "Held" }, tone: "waiting" },
  cancelled: { label: { ru: "Отменено", en: "Cancelled" }, tone: "quiet" },
  pending: { label: { ru: "Ожидает", en: "Pending" }, tone: "busy" },
  accepted: { label: { ru: "Принято сервером", en: "Accepted" }, tone: "good" },
  rejected: { label: { ru: "Отклонено", en: "Rejected" }, tone: "bad" },
  suppressed: { label: { ru: "В списке запрета", en: "Suppressed" }, tone: "quiet" },
  running: { label: { ru: "Выполняется", en: "Running" }, tone: "busy" },
  waiting: { label: { ru: "Ждёт ответа", en: "Waiting" }, tone: "waiting" },
  done: { label: { ru: "Выполнен", en: "Done" }, tone: "good" },
};

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  title: { ru: "Обработчики", en: "Workers" },
  name: { ru: "Обработчик", en: "Worker" },
  lanes: { ru: "Шины данных", en: "Data buses" },
  started: { ru: "Работает с", en: "At work since" },
  seen: { ru: "Отозвался", en: "Last sign of life" },
  claimed: { ru: "Писем взято", en: "Letters taken" },
  emptyTitle: { ru: "Ни один обработчик не работает", en: "No worker is at work" },
  emptyHint: {
    ru: "Письма ждут в очереди. Запустите «vestnik serve» или отдельный «vestnik worker».",
    en: "Letters wait in the queue. Start “vestnik serve”, or “vestnik worker” apart.",
  },
});

import { dictionary } from "@/i18n/texts";

export const texts = dictionary({
  trace: { ru: "Ход выполнения", en: "What happened" },
  empty: { ru: "пусто", en: "nothing" },
  removed: { ru: "удалена", en: "removed" },
  letter: { ru: (route: string) => `Письмо по пути ${route}`, en: (route: string) => `A letter by route ${route}` },
  ignored: { ru: "Ошибка пропущена", en: "Error ignored" },
  wait: { ru: "Ждёт ответа сервера", en: "Waits for the server's answer" },
  answer: { ru: (state: string) => `Ответ получен: ${state}`, en: (state: string) => `Answered: ${state}` },
  detached: { ru: "Запущено отдельно", en: "Runs apart" },
  dropped: { ru: (count: number) => `Ещё ${count} шагов не записано`, en: (count: number) => `${count} further steps were not kept` },
  ms: { ru: (ms: string) => `${ms} мс`, en: (ms: string) => `${ms} ms` },
  toCard: { ru: (called: string) => `Показать действие «${called}»`, en: (called: string) => `Show the action “${called}”` },
});

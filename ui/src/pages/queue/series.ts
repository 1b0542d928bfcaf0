import type { Queue } from "./queries";

/** Minutes of the last hour, seconds since 1970, with what was accepted and what was not; minutes without a try are 0. */
export interface Series {
  readonly times: readonly number[];
  readonly accepted: readonly number[];
  readonly others: readonly number[];
}

const MINUTES = 60;

/** The last hour of one connection, or of all (""). */
export function seriesOf({ at, minutes }: Queue, connection: string): Series {
  const last = Math.floor(Date.parse(at) / 60_000);
  const times = Array.from({ length: MINUTES }, (_, index) => (last - MINUTES + 1 + index) * 60);
  const accepted = new Array<number>(MINUTES).fill(0);
  const others = new Array<number>(MINUTES).fill(0);
  for (const minute of minutes) {
    if (connection && minute.connection !== connection) continue;
    const index = Math.floor(Date.parse(minute.start) / 60_000) - (last - MINUTES + 1);
    if (index < 0 || index >= MINUTES) continue;
    accepted[index] = (accepted[index] ?? 0) + minute.accepted;
    others[index] = (others[index] ?? 0) + minute.others;
  }
  return { times, accepted, others };
}

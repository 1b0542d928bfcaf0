/** Accounts for pickers: by name, with what tells them from others of the same name. */
import { api, data } from "@/api/client";
import type { Found } from "./SearchSelect";

interface Named {
  readonly id: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly mbox: string | null;
}

export function asFound({ id, username, fullName, mbox }: Named): Found {
  return { value: id, label: fullName || username, detail: mbox ?? username };
}

/** The first accounts that are switched on, whose login, name, address or department contain this. */
export const findAccounts = (q: string) => data(api.GET("/api/v1/accounts", { params: { query: { q, active: true, limit: 50 } } }));

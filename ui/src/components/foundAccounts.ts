/** Accounts for pickers: by name, with what tells them from others of the same name. */
import { api, data } from "@/api/client";
import type { Found, FoundPage } from "./SearchSelect";

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
export async function findAccounts(q: string): Promise<FoundPage> {
  const { items, next } = await data(api.GET("/api/v1/accounts", { params: { query: { q, limit: 50 } } }));
  return { items: items.filter((one) => one.active).map(asFound), more: next !== null };
}

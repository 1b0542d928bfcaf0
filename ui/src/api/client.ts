import createClient, { type Middleware } from "openapi-fetch";
import { storedLanguage } from "@/i18n/LanguageProvider";
import { problemOf } from "./problem";
import type { paths } from "./schema";

let csrfToken = "";

/** Remember the token that every changing request carries. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

/** What a changing request of another kind carries, such as an upload that tells its progress. */
export function changingHeaders(): Record<string, string> {
  return { "Accept-Language": storedLanguage(), "X-CSRF-Token": csrfToken };
}

const manners: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", storedLanguage());
    if (request.method !== "GET") request.headers.set("X-CSRF-Token", csrfToken);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
    return undefined;
  },
};

/** The API, typed by its OpenAPI document. An answer that is no success is thrown as `ProblemError`. */
export const api = createClient<paths>({ baseUrl: location.origin });
api.use(manners);

/** The content of an answer that is known to be a success. */
export async function data<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** A download address with its query, for links. */
export function address(path: string, query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `/api/v1${path}${search ? `?${search}` : ""}`;
}

/** The header of a write that refuses to overwrite what was not seen. */
export function ifMatch(version: number | undefined): Record<string, string> {
  return version === undefined ? {} : { "If-Match": `"${version}"` };
}

/** A key that makes a repeated POST answer the first result. */
export function idempotencyKey(): Record<string, string> {
  return { "Idempotency-Key": crypto.randomUUID() };
}

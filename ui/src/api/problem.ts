import type { components } from "./schema";

export type ProblemDocument = components["schemas"]["ProblemDocument"];
export type Problem = components["schemas"]["ProblemShape"];

/** An answer that is no success: an RFC 9457 problem document, already in the reader's language. */
export class ProblemError extends Error {
  readonly status: number;
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(document.detail || document.title);
    this.status = document.status;
    this.document = document;
  }

  get code(): string {
    return this.document.code;
  }

  /** Everything that is wrong, each with its path. */
  get problems(): readonly Problem[] {
    return this.document.errors;
  }
}

/** The problem of an answer; one is made where the server could not even say what is wrong. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const told: unknown = await response.json().catch(() => null);
  if (told !== null && typeof told === "object" && "errors" in told) return new ProblemError(told as ProblemDocument);
  const title = `${response.status} ${response.statusText}`.trim();
  return new ProblemError({ type: "about:blank", status: response.status, code: "http", title, detail: title, errors: [] });
}

export function isProblem(error: unknown, status?: number): error is ProblemError {
  return error instanceof ProblemError && (status === undefined || error.status === status);
}

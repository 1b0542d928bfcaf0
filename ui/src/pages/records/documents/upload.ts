import { address, changingHeaders, idempotencyKey } from "@/api/client";
import { problemOf } from "@/api/problem";
import type { components } from "@/api/schema";

export type Uploaded = components["schemas"]["UploadShape"];

/** Send a file, telling the part that is through (0 to 1); `fetch` cannot tell it. Rejects with a `ProblemError`. */
export function upload(file: File, tell: (part: number) => void, signal?: AbortSignal): Promise<Uploaded> {
  return send("/documents", file, tell, signal) as Promise<Uploaded>;
}

/** Send a newer file of a document. */
export async function addRevision(document: string, file: File, tell: (part: number) => void): Promise<void> {
  await send(`/documents/${document}/revisions`, file, tell);
}

function send(path: string, file: File, tell: (part: number) => void, signal?: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address(path));
    for (const [name, value] of Object.entries({ ...changingHeaders(), ...idempotencyKey() })) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && tell(event.loaded / event.total);
    request.onload = () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText));
      void problemOf(new Response(request.responseText, { status: request.status, statusText: request.statusText })).then(reject);
    };
    request.onerror = () => reject(new TypeError("no connection"));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
}


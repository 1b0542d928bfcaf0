/** Uploads that are under way: a save waits for them, so that no file that was chosen is left out of it. */
const running = new Set<Promise<void>>();

export function track(upload: Promise<void>): void {
  running.add(upload);
  void upload.finally(() => running.delete(upload));
}

export async function allSent(): Promise<void> {
  await Promise.all(running);
}

import { useRef, useState } from "react";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { track } from "./running";
import type { Sent } from "./stored";
import { upload } from "./upload";

/** A file on its way, or one that was refused. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  /** 0 to 1. */
  readonly part: number;
  readonly error?: string;
  readonly stop: () => void;
}

let numbers = 0;

/** Sends files one beside the other; what arrived is given to `arrived`, what was refused stays in the list with the reason. */
export function useUploads(arrived: (sent: Sent) => void) {
  const c = useTexts(common);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const told = useRef(arrived);
  told.current = arrived;
  const put = (key: number, change: Partial<Upload>) => setUploads((held) => held.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: number) => setUploads((held) => held.filter((one) => one.key !== key));
  const refuse = (name: string, error: string) => {
    const key = numbers++;
    setUploads((held) => [...held, { key, name, part: 1, error, stop: () => drop(key) }]);
  };
  const transfer = async (file: File) => {
    const key = numbers++;
    const control = new AbortController();
    const stop = () => {
      control.abort();
      drop(key);
    };
    setUploads((held) => [...held, { key, name: file.name, part: 0, stop }]);
    try {
      const { id, filename, size } = await upload(file, (part) => put(key, { part }), control.signal);
      drop(key);
      told.current({ upload: id, filename, size });
    } catch (error) {
      if (!control.signal.aborted) put(key, { error: explain(error, c.unreachable) });
    }
  };
  const send = (file: File) => track(transfer(file));
  return { uploads, send, refuse };
}

import { useQuery } from "@tanstack/react-query";

/** A file of a letter and where it is. */
export interface LetterFile {
  readonly content_id: string | null;
  readonly media_type: string;
  readonly size: number;
  readonly address: string;
}

/** Images of one letter that are shown inside its HTML; larger ones stay among its files. */
const MOST_BYTES = 8_000_000;

const NONE: ReadonlyMap<string, string> = new Map();

/** The images inside a letter as `data:` addresses by their content id; an empty map until they are there. */
export function useInlineImages(files: readonly LetterFile[]): ReadonlyMap<string, string> {
  let left = MOST_BYTES;
  const inline = files.filter((file) => file.content_id && /^image\/(png|jpe?g|gif|webp|bmp)$/i.test(file.media_type) && (left -= file.size) >= 0);
  const { data } = useQuery({
    queryKey: ["inline images", ...inline.map((file) => file.address)],
    queryFn: async () => new Map(await Promise.all(inline.map(async (file) => [bare(file.content_id ?? ""), await asData(file)] as const))),
    enabled: inline.length > 0,
    staleTime: Infinity,
    gcTime: 60_000,
  });
  return data ?? NONE;
}

const bare = (id: string) => id.replace(/^<|>$/g, "");

async function asData({ address, media_type }: LetterFile): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const image = new Blob([await answer.arrayBuffer()], { type: media_type });
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error ?? new Error(address));
    reader.readAsDataURL(image);
  });
}

import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Failed } from "@/components/Failed";
import { Loading } from "@/components/Loading";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./LetterPreview.module.css";
import { texts } from "./texts";

const SHOWN = 200_000;

/** The bytes of a letter as they were sent; of a long one the beginning, and the whole as a download. */
export function RawSource({ at }: { at: string }) {
  const t = useTexts(texts);
  const { data: source, error } = useQuery({
    queryKey: ["source", at],
    queryFn: async () => {
      const answer = await fetch(at);
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.text();
    },
    staleTime: Infinity,
    gcTime: 60_000,
  });
  if (error) return <Failed error={error} />;
  if (source === undefined) return <Loading rows={6} />;
  return (
    <>
      <pre className={`${styles.text} code`} tabIndex={0} aria-label={t.source}>{source.slice(0, SHOWN)}</pre>
      {source.length > SHOWN && <p className="quiet">{t.cut}</p>}
      <Button icon={<DownloadOutlined aria-hidden />} href={at} download style={{ marginTop: 12 }}>{t.downloadSource}</Button>
    </>
  );
}

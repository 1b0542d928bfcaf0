import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { isProblem } from "@/api/problem";
import { Failed } from "@/components/Failed";
import { LetterPreview } from "@/components/letter/LetterPreview";
import { Loading } from "@/components/Loading";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./PreviewPanel.module.css";
import { previewQuery } from "./queries";
import { texts } from "./texts";

interface Props {
  readonly name: string;
  readonly draft: Record<string, unknown>;
  readonly message: Record<string, unknown> | null;
}

/** The letter that the draft makes of a message, or why it cannot be made. */
export function RoutePreview({ name, draft, message }: Props) {
  const t = useTexts(texts);
  const connected = Boolean(draft.connection);
  const { data: letter, error } = useQuery({
    ...previewQuery(name, { ...draft, name: draft.name || "draft" }, message),
    enabled: connected,
  });
  if (!connected) return <p className="quiet">{t.needsConnection}</p>;
  if (isProblem(error, 422)) {
    const reasons = error.problems.map((one) => one.message);
    return <Alert className={styles.letter} type="warning" showIcon title={t.impossible} description={reasons.length > 0 ? reasons.join(" ") : error.message} />;
  }
  if (error) return <Failed error={error} />;
  if (!letter) return <Loading rows={6} />;
  return <div className={styles.letter}><LetterPreview letter={letter} /></div>;
}

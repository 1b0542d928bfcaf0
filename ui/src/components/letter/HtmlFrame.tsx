import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./LetterPreview.module.css";
import { texts } from "./texts";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:";

/** The HTML of a letter in a frame that runs no script, follows no link and loads nothing from elsewhere. */
export function HtmlFrame({ html }: { html: string }) {
  const t = useTexts(texts);
  const page = `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><base target="_blank"><body style="font-family: system-ui, sans-serif; background: #fff; color: #111">${html}`;
  return <iframe className={styles.frame} title={t.htmlFrame} sandbox="" srcDoc={page} />;
}

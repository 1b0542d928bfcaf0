import { useMemo } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { framed } from "./framed";
import styles from "./LetterPreview.module.css";
import { texts } from "./texts";
import { useInlineImages, type LetterFile } from "./useInlineImages";

const NO_FILES: readonly LetterFile[] = [];

/** The HTML of a letter in a frame that runs no script, follows no link and loads nothing from elsewhere. */
export function HtmlFrame({ html, files = NO_FILES }: { html: string; files?: readonly LetterFile[] }) {
  const t = useTexts(texts);
  const images = useInlineImages(files);
  const page = useMemo(() => framed(html, images), [html, images]);
  return <iframe className={styles.frame} title={t.htmlFrame} sandbox="" srcDoc={page} />;
}

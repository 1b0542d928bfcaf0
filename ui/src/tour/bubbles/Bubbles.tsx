import { Tour } from "antd";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";
import styles from "../TourGuide.module.css";
import { useMarks } from "./useMarks";
import type { StepName } from "../useSteps";

// Over windows, under menus and lists of choices: these are what the reader goes on with.
const LAYER = 1040;

/** Points at what is to be done on this page; the page stays usable, and what appears next is pointed at next. */
export default function Bubbles({ step, onClose }: { step: StepName; onClose: () => void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { shown, index, turnTo } = useMarks(step);
  if (shown.length === 0) return null;
  return (
    <Tour
      key={language}
      open
      mask={false}
      placement="bottomLeft"
      zIndex={LAYER}
      rootClassName={styles.bubble}
      current={index}
      onChange={turnTo}
      onClose={onClose}
      onFinish={onClose}
      steps={shown.map(({ mark, element }, at) => ({
        title: t[mark.hint],
        target: element,
        prevButtonProps: { children: t.back },
        nextButtonProps: { children: at === shown.length - 1 ? t.understood : t.next },
      }))}
    />
  );
}

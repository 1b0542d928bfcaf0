import { Skeleton } from "antd";
import { useEffect, useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** Waiting for content. Nothing is shown for the first moments, so that quick answers do not flicker. */
export function Loading({ rows = 5 }: { rows?: number }) {
  const t = useTexts(texts);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 180);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-live="polite" style={{ minHeight: 160 }}>
      <span className="visually-hidden">{t.loading}</span>
      {shown && <Skeleton active paragraph={{ rows }} title={false} />}
    </div>
  );
}

import { Alert, Button } from "antd";
import { isProblem } from "@/api/problem";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** Content that could not be loaded: what the server says, and the way to try again. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const t = useTexts(texts);
  const title = isProblem(error) ? error.document.title : t.failed;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={explain(error, t.unreachable)}
      action={again && <Button onClick={again}>{t.again}</Button>}
    />
  );
}

/** The words of an error for people: the server's own, or that it does not answer. */
export function explain(error: unknown, unreachable: string): string {
  return isProblem(error) ? error.message : unreachable;
}

import { Alert, Button, Space } from "antd";
import { isProblem, type Problem } from "@/api/problem";
import { explain } from "@/components/Failed";
import { texts as componentTexts } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

interface Props {
  readonly error: unknown;
  /** Problems that stand beside no field. */
  readonly homeless: readonly Problem[];
  /** For a version that was overtaken: take the new one, or save over it. */
  readonly onReload?: () => void;
  readonly onOverwrite?: () => void;
}

/** What went wrong with a save, above the form; the rest stands beside the fields. */
export function FormProblems({ error, homeless, onReload, onOverwrite }: Props) {
  const t = useTexts(texts);
  const c = useTexts(componentTexts);
  if (!error) return null;
  const stale = isProblem(error, 412);
  const listed = isProblem(error) && error.problems.length > 1;
  return (
    <Alert
      type={stale ? "warning" : "error"}
      role="alert"
      showIcon
      style={{ marginBottom: 18 }}
      title={stale ? c.stale : listed ? t.refusedTitle : explain(error, c.unreachable)}
      description={
        stale ? (
          error.message
        ) : homeless.length > 0 && listed ? (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {homeless.map((problem) => (
              <li key={`${problem.path} ${problem.code}`}>{problem.message}</li>
            ))}
          </ul>
        ) : undefined
      }
      action={
        stale && (
          <Space wrap>
            {onReload && <Button onClick={onReload}>{c.reload}</Button>}
            {onOverwrite && <Button onClick={onOverwrite}>{c.overwrite}</Button>}
          </Space>
        )
      }
    />
  );
}

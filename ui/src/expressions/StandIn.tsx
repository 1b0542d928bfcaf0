import { Input } from "antd";
import { useRef, type RefObject, type SyntheticEvent } from "react";

/** Where the cursor stands in the plain field; null while it is elsewhere. */
export type Caret = RefObject<number | null>;

/** The cursor that a stand-in hands over to the editor: `<Suspense fallback={<StandIn caret={caret} …/>}>`. */
export const useCaret = (): Caret => useRef<number | null>(null);

interface Props {
  readonly id?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  readonly rows?: number;
  readonly caret: Caret;
}

/** A plain field in the place of an editor that is still being loaded: what is typed into it is not lost. */
export function StandIn({ id, value, onChange, label, rows = 1, caret }: Props) {
  const keep = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
    caret.current = currentTarget.selectionStart;
  };
  return (
    <Input.TextArea
      id={id}
      aria-label={label}
      value={value}
      autoSize={{ minRows: rows, maxRows: Math.max(rows, 8) }}
      onChange={(event) => {
        keep(event);
        onChange(event.currentTarget.value);
      }}
      onFocus={keep}
      onSelect={keep}
      onBlur={() => {
        caret.current = null;
      }}
    />
  );
}

import { useState } from "react";
import type { Field, FieldProps } from "../fields/field";
import { useFilling } from "./filling";

interface Props extends FieldProps {
  readonly field: Field;
  /** What a rule of the form has set; undefined where none has. */
  readonly imposed: unknown;
}

/** The field of an attribute, showing what a rule has set in the place of its own value, but never in the midst of typing. */
export function FieldUnderRule({ field: Field, imposed, value, onChange, ...props }: Props) {
  const filling = useFilling();
  const [typed, setTyped] = useState(false);
  return (
    <div
      onFocus={() => filling?.enter(props.attribute.name)}
      onBlur={() => {
        filling?.enter(null);
        setTyped(false);
      }}
    >
      <Field
        {...props}
        value={imposed === undefined || typed ? value : imposed}
        onChange={(next) => {
          setTyped(true);
          onChange?.(next);
        }}
      />
    </div>
  );
}

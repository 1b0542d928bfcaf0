import { Input } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import type { WidgetProps } from "./widget";

/** A secret: written, never read back. */
export default function SecretWidget({ schema: _sc, nullable: _n, path: _p, root: _r, stored, value, onChange, ...field }: WidgetProps<string>) {
  const t = useTexts(texts);
  return (
    <Input.Password
      {...field}
      value={value ?? ""}
      onChange={(event) => onChange?.(event.target.value)}
      placeholder={stored ? t.secretKept : undefined}
      autoComplete="new-password"
    />
  );
}

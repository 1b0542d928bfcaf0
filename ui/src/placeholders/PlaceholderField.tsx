import { PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown, Form } from "antd";
import { lazy, Suspense, useRef } from "react";
import { StandIn, useCaret } from "@/expressions/StandIn";
import type { WidgetProps } from "@/forms/widgets/widget";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { declaredIn, type Attribute } from "./declared";
import styles from "./PlaceholderField.module.css";
import { texts } from "./texts";

const PlaceholderEditor = lazy(() => import("./PlaceholderEditor"));
const REQUEST = ["attributes", "request"];

/** A text of a route in which message attributes are put; `lines`: of several lines. */
export function PlaceholderField({ lines, ...props }: WidgetProps<string> & { lines: boolean }) {
  const t = useTexts(texts);
  const label = useLabel();
  const form = Form.useFormInstance();
  const own = (Form.useWatch(REQUEST, { preserve: true }) ?? []) as readonly Attribute[];
  const markup = (Form.useWatch([...props.path.slice(0, -1), "body_format"], { preserve: true }) as unknown) === "html";
  const caret = useCaret();
  const insert = useRef<((text: string) => void) | null>(null);
  const declared = declaredIn(props.root, own);
  const name = props["aria-label"] ?? (props.schema["x-label"] ? label(props.schema["x-label"]) : "");
  const offered = declared.filter((one) => !one.object);
  const text = { id: props.id, value: props.value ?? "", onChange: (next: string) => props.onChange?.(lines ? next : next.replace(/\s*\n\s*/g, " ")), label: name, caret };
  return (
    <div className={lines ? styles.lines : styles.line}>
      {lines && (
        <div className={styles.bar}>
          <Dropdown
            trigger={["click"]}
            menu={{
              className: styles.menu,
              items: offered.map(({ path, description }) => ({ key: path, label: <><code>{`{${path}}`}</code> <span className="quiet">{description}</span></> })),
              onClick: ({ key }) => insert.current?.(`{${key}}`),
            }}
          >
            <Button size="small" type="text" icon={<PlusOutlined aria-hidden />}>{t.insert}</Button>
          </Dropdown>
        </div>
      )}
      <Suspense fallback={<StandIn {...text} rows={lines ? 9 : 1} />}>
        <PlaceholderEditor
          {...text}
          describedBy={props["aria-describedby"]}
          invalid={props["aria-invalid"] === true || props["aria-invalid"] === "true"}
          lines={lines}
          markup={lines && markup}
          known={{ declared, t, declare: (added) => form.setFieldValue(REQUEST, [...own, { name: added, type: "string" }]) }}
          insert={insert}
        />
      </Suspense>
    </div>
  );
}

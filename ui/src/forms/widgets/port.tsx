import { Button, Form } from "antd";
import { useEffect, useRef } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import NumberWidget from "./number";
import styles from "./port.module.css";
import type { WidgetProps } from "./widget";

/** A port that follows the encryption while it is the usual one, and says so when it is not. */
export default function PortWidget(props: WidgetProps<number>) {
  const t = useTexts(texts);
  const encryption = Form.useWatch<string | undefined>([...props.path.slice(0, -1), "encryption"]);
  const ports = props.root["x-default-ports"] ?? {};
  const usual = encryption === undefined ? undefined : ports[encryption];
  const before = useRef(encryption);
  useEffect(() => {
    if (before.current !== undefined && before.current !== encryption && usual !== undefined) {
      const untouched = props.value === undefined || props.value === ports[before.current];
      if (untouched) props.onChange?.(usual);
    }
    before.current = encryption;
  }, [encryption, usual, ports, props]);
  const unusual = usual !== undefined && props.value !== undefined && props.value !== usual && Object.values(ports).includes(props.value);
  return (
    <>
      <NumberWidget {...props} />
      {unusual && (
        <div className={styles.warning} role="status">
          {t.portUnusual(props.value ?? 0, usual)}{" "}
          <Button type="link" size="small" onClick={() => props.onChange?.(usual)}>
            {t.useUsual(usual)}
          </Button>
        </div>
      )}
    </>
  );
}

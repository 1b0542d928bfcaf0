import { DownloadOutlined, UploadOutlined } from "@ant-design/icons";
import { App, Button, Form, Space } from "antd";
import { useRef } from "react";
import { Size } from "@/components/letter/Size";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import type { WidgetProps } from "./widget";

/** A file kept in Base64: chosen from the disk, its name put into the field `name` beside it. */
export default function FileBase64Widget({ schema, path, value, onChange, id, disabled }: WidgetProps<string>) {
  const t = useTexts(texts);
  const form = Form.useFormInstance();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const name = [...path.slice(0, -1), "name"];
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const content = await base64Of(file);
    if (schema.maxLength !== undefined && content.length > schema.maxLength) {
      void message.error(t.fileTooLarge(Math.floor((schema.maxLength * 3) / 4 / 1024 ** 2)));
      return;
    }
    onChange?.(content);
    if (!form.getFieldValue(name)) form.setFieldValue(name, file.name);
  };
  return (
    <Space wrap>
      <Button id={id} icon={<UploadOutlined aria-hidden />} disabled={disabled} onClick={() => input.current?.click()}>
        {value ? t.otherFile : t.chooseFile}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      {value && (
        <>
          <span className="quiet"><Size bytes={bytesIn(value)} /></span>
          <Button
            type="text"
            icon={<DownloadOutlined aria-hidden />}
            aria-label={t.download}
            title={t.download}
            href={`data:application/octet-stream;base64,${value}`}
            download={String(form.getFieldValue(name) ?? "file")}
          />
        </>
      )}
    </Space>
  );
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}

/** The length of what a Base64 text stands for. */
function bytesIn(text: string): number {
  const bare = text.replace(/\s/g, "");
  return Math.floor((bare.length * 3) / 4) - (bare.endsWith("==") ? 2 : bare.endsWith("=") ? 1 : 0);
}

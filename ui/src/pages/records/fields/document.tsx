import { UploadOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useRef, useState, type DragEvent } from "react";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "../documents/Documents.module.css";
import { Files } from "../documents/Files";
import { Revisions } from "../documents/Revisions";
import { heldIn, named, type Held } from "../documents/stored";
import { texts } from "../documents/texts";
import { addRevision } from "../documents/upload";
import { useUploads } from "../documents/useUploads";
import type { FieldProps } from "./field";

/** Files: chosen or dropped, sent at once with their progress, stored with the record's next save. */
export default function DocumentField({ id, attribute, references, look, value, onChange, disabled, ...field }: FieldProps<Held | readonly Held[]>) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const newer = useRef<{ document: string } | null>(null);
  const [over, setOver] = useState(false);
  const [history, setHistory] = useState<string | null>(null);
  const held = heldIn(value);
  const latest = useRef(held);
  latest.current = held;
  const put = (next: readonly Held[]) => {
    latest.current = next;
    onChange?.(attribute.multiple ? next : (next.at(-1) ?? null));
  };
  const { uploads, send, refuse } = useUploads((sent) => put(attribute.multiple ? [...latest.current, sent] : [sent]));
  const allowed = (attribute.extensions ?? []).map((one) => one.replace(/^\./, "").toLowerCase());
  const listed = allowed.map((one) => one.toUpperCase()).join(", ");
  const fits = (file: File) => allowed.length === 0 || allowed.includes(file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase());

  const most = attribute.multiple && look?.max_files ? look.max_files : Infinity;
  const coming = uploads.filter((one) => one.error === undefined).length;
  const stays = (one: Held) => look?.allow_delete === false && typeof one === "string";
  const cannotReplace = !attribute.multiple && held.some(stays);
  const isFull = held.length + coming >= most;

  const take = (files: readonly File[]) => {
    let room = most - held.length - coming;
    for (const file of attribute.multiple ? files : files.slice(0, 1)) {
      if (!fits(file)) refuse(file.name, t.notAllowed(listed));
      else if (room-- > 0) send(file);
      else refuse(file.name, t.full(most));
    }
  };
  const chosen = (files: readonly File[]) => {
    const [file] = files;
    const document = newer.current?.document;
    newer.current = null;
    if (!document) return take(files);
    if (!file) return;
    if (!fits(file)) return refuse(file.name, t.notAllowed(listed));
    addRevision(document, file, () => undefined).then(
      () => {
        void message.success(t.revisionAdded);
        void queries.invalidateQueries({ queryKey: ["records"] });
        void queries.invalidateQueries({ queryKey: ["documents", document] });
      },
      (error: unknown) => refuse(file.name, explain(error, c.unreachable)),
    );
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  const browse = (document?: string) => {
    newer.current = document ? { document } : null;
    chooser.current?.click();
  };
  return (
    <div id={id} role="group" aria-label={attribute.title} aria-describedby={field["aria-describedby"]}>
      {!disabled && (isFull || cannotReplace) && <p className="quiet">{isFull ? t.full(most) : t.stays}</p>}
      {!disabled && (
        <div
          hidden={isFull || cannotReplace}
          className={over ? `${styles.zone} ${styles.over}` : styles.zone}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Button type="link" size="small" icon={<UploadOutlined aria-hidden />} onClick={() => browse()}>
            {t.choose}
          </Button>
          <span>{t.orDrop}</span>
          {allowed.length > 0 && <span className={styles.extensions}>{t.onlyOf(listed)}</span>}
          <input
            ref={chooser}
            type="file"
            hidden
            aria-label={attribute.title}
            multiple={attribute.multiple}
            accept={allowed.map((one) => `.${one}`).join(",") || undefined}
            onChange={(event) => {
              chosen([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </div>
      )}
      <Files
        held={held}
        references={references}
        uploads={uploads}
        onHistory={setHistory}
        onRevision={disabled ? undefined : browse}
        stays={stays}
        onRemove={disabled ? undefined : (gone) => put(held.filter((one) => one !== gone))}
      />
      <Revisions document={history} name={history ? named(history, references).name : ""} onClose={() => setHistory(null)} />
    </div>
  );
}

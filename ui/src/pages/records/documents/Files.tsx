import { CloseOutlined, DeleteOutlined, DownloadOutlined, HistoryOutlined, MoreOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Dropdown, Progress } from "antd";
import { address } from "@/api/client";
import { Size } from "@/components/letter/Size";
import { useTexts } from "@/i18n/LanguageProvider";
import type { References } from "../queries";
import styles from "./Documents.module.css";
import { FileIcon } from "./FileIcon";
import { keyOf, named, type Held } from "./stored";
import { texts } from "./texts";
import type { Upload } from "./useUploads";

interface Props {
  readonly held: readonly Held[];
  readonly references: References;
  readonly uploads?: readonly Upload[];
  readonly onHistory: (document: string) => void;
  /** Left out where the field is for reading. */
  readonly onRevision?: (document: string) => void;
  readonly onRemove?: (held: Held) => void;
  /** Whether a file may not be removed all the same. */
  readonly stays?: (held: Held) => boolean;
}

/** The files of a field: each with its name, size and «⋮». */
export function Files({ held, references, uploads = [], onHistory, onRevision, onRemove, stays }: Props) {
  const t = useTexts(texts);
  if (held.length + uploads.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={t.files}>
      {held.map((one) => {
        const { name, size } = named(one, references);
        const document = typeof one === "string" ? one : undefined;
        return (
          <li key={keyOf(one)} className={styles.file}>
            <FileIcon name={name} />
            <span className={styles.name}>
              {document ? <a href={address(`/documents/${document}/content`)} download={name}>{name}</a> : name}
              <span className={styles.note}>
                {size !== null && size !== undefined && <Size bytes={size} />}
                {!document && <> · {t.notSaved}</>}
              </span>
            </span>
            {document ? (
              <Dropdown
                trigger={["click"]}
                menu={{
                  items: [
                    { key: "download", icon: <DownloadOutlined />, label: <a href={address(`/documents/${document}/content`)} download={name}>{t.download}</a> },
                    { key: "history", icon: <HistoryOutlined />, label: t.history, onClick: () => onHistory(document) },
                    onRevision && { key: "revision", icon: <UploadOutlined />, label: t.newRevision, onClick: () => onRevision(document) },
                    onRemove && !stays?.(one) && { key: "remove", icon: <DeleteOutlined />, danger: true, label: t.remove, onClick: () => onRemove(one) },
                  ].filter((item) => typeof item === "object"),
                }}
              >
                <Button type="text" icon={<MoreOutlined aria-hidden />} aria-label={`${t.more} ${name}`} aria-haspopup="menu" />
              </Dropdown>
            ) : (
              onRemove && <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={`${t.remove} ${name}`} title={t.remove} onClick={() => onRemove(one)} />
            )}
          </li>
        );
      })}
      {uploads.map((one) => (
        <li key={one.key} className={styles.file}>
          <FileIcon name={one.name} />
          <span className={styles.name}>
            {one.name}
            {one.error ? <span role="alert" className={styles.refused}>{one.error}</span> : <Progress size="small" percent={Math.round(one.part * 100)} aria-label={t.uploading(one.name)} />}
          </span>
          <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={`${one.error ? t.dismiss : t.stop} ${one.name}`} onClick={one.stop} />
        </li>
      ))}
    </ul>
  );
}

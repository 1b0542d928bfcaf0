import { FileExcelOutlined, FileImageOutlined, FileOutlined, FilePdfOutlined, FilePptOutlined, FileTextOutlined, FileWordOutlined, FileZipOutlined } from "@ant-design/icons";
import styles from "./Documents.module.css";

const ICONS = {
  pdf: FilePdfOutlined,
  doc: FileWordOutlined,
  docx: FileWordOutlined,
  xls: FileExcelOutlined,
  xlsx: FileExcelOutlined,
  csv: FileExcelOutlined,
  ppt: FilePptOutlined,
  pptx: FilePptOutlined,
  png: FileImageOutlined,
  jpg: FileImageOutlined,
  jpeg: FileImageOutlined,
  txt: FileTextOutlined,
  zip: FileZipOutlined,
} as const;

/** What kind of file it is, by its extension. */
export function FileIcon({ name }: { name: string }) {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const Icon = extension in ICONS ? ICONS[extension as keyof typeof ICONS] : FileOutlined;
  return <Icon aria-hidden className={styles.icon} />;
}

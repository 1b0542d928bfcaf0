import { useQuery } from "@tanstack/react-query";
import { Modal, Tag } from "antd";
import { address, api, data } from "@/api/client";
import { Failed } from "@/components/Failed";
import { Size } from "@/components/letter/Size";
import { Loading } from "@/components/Loading";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Documents.module.css";
import { texts } from "./texts";

/** «История»: every file that a document had, newest first. */
export function Revisions({ document, name, onClose }: { document: string | null; name: string; onClose: () => void }) {
  const t = useTexts(texts);
  return (
    <Modal open={document !== null} title={t.historyOf(name)} footer={null} onCancel={onClose} width={640} destroyOnHidden>
      {document && <List document={document} />}
    </Modal>
  );
}

function List({ document }: { document: string }) {
  const t = useTexts(texts);
  const { data: page, error, refetch } = useQuery({
    queryKey: ["documents", document, "revisions"],
    queryFn: () => data(api.GET("/api/v1/documents/{id}/revisions", { params: { path: { id: document } } })),
    staleTime: 0,
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!page) return <Loading rows={3} />;
  return (
    <table className={styles.revisions}>
      <thead>
        <tr>
          <th scope="col">{t.file}</th>
          <th scope="col">{t.size}</th>
          <th scope="col">{t.when}</th>
        </tr>
      </thead>
      <tbody>
        {page.items.toReversed().map((revision, index) => (
          <tr key={revision.id}>
            <td>
              <a href={address(`/documents/${document}/content`, { revision: revision.id })} download={revision.filename} aria-label={`${t.download} ${revision.filename}`}>{revision.filename}</a>
              {index === 0 && <Tag style={{ marginInlineStart: 8 }}>{t.current}</Tag>}
            </td>
            <td><Size bytes={revision.size} /></td>
            <td><Time value={revision.created} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

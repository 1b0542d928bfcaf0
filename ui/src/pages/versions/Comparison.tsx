import { RollbackOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Select } from "antd";
import { useNavigate } from "react-router";
import type { Folder, Version } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import { explain, Failed } from "@/components/Failed";
import { Loading } from "@/components/Loading";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { Differences } from "./Differences";
import { comparisonQuery, useRestore } from "./queries";
import { texts } from "./texts";
import styles from "./VersionsPage.module.css";

interface Props {
  readonly folder: Folder;
  readonly name: string;
  readonly versions: readonly Version[];
  readonly chosen: number;
  readonly older: number;
  readonly onOlder: (version: number) => void;
}

/** One version beside an older one, and the command that brings it back. */
export function Comparison({ folder, name, versions, chosen, older, onOlder }: Props) {
  const t = useTexts(texts);
  const compared = older >= 1 && older !== chosen;
  const { data: changes, error } = useQuery({ ...comparisonQuery(folder, name, older, chosen), enabled: compared });
  const typed = folder === "connections" || folder === "routes";
  const { data: types = [] } = useQuery({ ...typesQuery(folder === "routes" ? "routes" : "connections"), enabled: typed });
  const version = versions.find((one) => one.version === chosen);
  const schema = types.find((one) => one.type === version?.body?.type)?.schema;
  const options = versions.filter((one) => one.version !== chosen).map((one) => ({ value: one.version, label: t.version(one.version) }));
  return (
    <section className="card padded" aria-label={compared ? t.differences(older, chosen) : t.version(chosen)}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{compared ? t.differences(older, chosen) : t.version(chosen)}</h2>
        <div className={styles.commands}>
          {options.length > 0 && (
            <label>
              <span className="quiet">{t.compareWith}</span>{" "}
              <Select aria-label={t.compareWith} value={compared ? older : undefined} onChange={onOlder} options={options} style={{ width: 140 }} />
            </label>
          )}
          <Restore folder={folder} name={name} version={version} present={versions[0]} />
        </div>
      </div>
      {!compared ? <p className="quiet">{t.first}</p> : error ? <Failed error={error} /> : changes ? <Differences changes={changes} schema={schema} /> : <Loading rows={4} />}
    </section>
  );
}

function Restore({ folder, name, version, present }: Pick<Props, "folder" | "name"> & { version?: Version; present?: Version }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const restore = useRestore(folder, name);
  if (!version || version.body === null || version.version === present?.version) return null;
  const ask = () =>
    modal.confirm({
      title: t.restoreAsk(version.version),
      content: t.restoreHint,
      okText: t.restoreOk,
      cancelText: t.keep,
      onOk: () =>
        restore.mutateAsync({ version: version.version, present: present?.body === null ? undefined : present?.version }).then(
          () => {
            void message.success(t.restored);
            void navigate(`/${folder}/${name}`);
          },
          (error: unknown) => void message.error(explain(error, c.unreachable), 8),
        ),
    });
  return (
    <Button icon={<RollbackOutlined aria-hidden />} onClick={ask} loading={restore.isPending}>
      {t.restore}
    </Button>
  );
}

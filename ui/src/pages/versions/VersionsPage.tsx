import { useQuery } from "@tanstack/react-query";
import { useLocation, useParams, useSearchParams } from "react-router";
import { versionsQuery, type Folder } from "@/api/definitions";
import { Failed } from "@/components/Failed";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { useTexts } from "@/i18n/LanguageProvider";
import { Comparison } from "./Comparison";
import { texts } from "./texts";
import { VersionList } from "./VersionList";
import styles from "./VersionsPage.module.css";

/** The history of any definition: who saved what when, what changed, and the way back. */
export default function VersionsPage() {
  const t = useTexts(texts);
  const { name = "" } = useParams();
  const folder = useLocation().pathname.split("/")[1] as Folder;
  const [params, setParams] = useSearchParams();
  const { data: versions, error, refetch } = useQuery(versionsQuery(folder, name));
  const chosen = Number(params.get("version")) || versions?.[0]?.version || 0;
  const older = Number(params.get("older")) || chosen - 1;
  return (
    <>
      <PageHeader title={t.title(name)} crumbs={[{ label: t[folder], to: `/${folder}` }, { label: name, to: `/${folder}/${name}` }]} />
      {error ? (
        <Failed error={error} again={() => void refetch()} />
      ) : !versions ? (
        <div className="card padded"><Loading rows={6} /></div>
      ) : (
        <div className={styles.columns}>
          <div className="card">
            <VersionList versions={versions} chosen={chosen} onChoose={(version) => setParams({ version: String(version) }, { replace: true })} />
          </div>
          <Comparison
            folder={folder}
            name={name}
            versions={versions}
            chosen={chosen}
            older={older}
            onOlder={(next) => setParams({ version: String(chosen), older: String(next) }, { replace: true })}
          />
        </div>
      )}
    </>
  );
}

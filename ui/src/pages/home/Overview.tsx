import { DashboardOutlined, FlagOutlined } from "@ant-design/icons";
import { may, useSession } from "@/api/session";
import { useFailedRuns } from "@/frame/useFailedRuns";
import { useTexts } from "@/i18n/LanguageProvider";
import { LetterCounts } from "./LetterCounts";
import { MyRuns } from "./MyRuns";
import styles from "./Overview.module.css";
import { QueueNow } from "./QueueNow";
import { Templates } from "./Templates";
import { texts } from "./texts";
import { Tile } from "./Tile";

/** What needs attention, and the ways into the daily work. */
export function Overview() {
  const t = useTexts(texts);
  const failed = useFailedRuns();
  const builds = may(useSession(), "build");
  return (
    <div className={styles.tiles}>
      <Templates />
      {builds && <LetterCounts />}
      {builds && (
        <Tile icon={<DashboardOutlined />} title={t.queue} to="/queue">
          <QueueNow />
        </Tile>
      )}
      {builds ? (
        <Tile icon={<FlagOutlined />} title={t.failed} to="/runs?status=failed" alarming={failed > 0}>
          <span className={failed > 0 ? styles.alarm : "quiet"}>{failed > 0 ? t.failedSome(failed) : t.failedNone}</span>
        </Tile>
      ) : (
        <MyRuns />
      )}
    </div>
  );
}

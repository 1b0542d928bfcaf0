import { InboxOutlined } from "@ant-design/icons";
import { Button, Upload } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Failed } from "@/components/Failed";
import { FormFooter } from "@/components/FormFooter";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { useTexts } from "@/i18n/LanguageProvider";
import { useApply, usePlan, type Package } from "../queries";
import { texts as appTexts } from "../texts";
import { Secrets } from "./Secrets";
import { PlanView } from "./PlanView";
import { Problems } from "./Problems";
import { texts } from "./texts";
import styles from "./Upload.module.css";

/** A package is chosen, its plan looked at and agreed to. */
export default function UploadPage() {
  const t = useTexts(texts);
  const a = useTexts(appTexts);
  const navigate = useNavigate();
  const [sent, setSent] = useState<Package>();
  const planning = usePlan();
  const applying = useApply();
  const plan = planning.data;
  const look = (next: Package) => {
    setSent(next);
    applying.reset();
    planning.mutate(next);
  };
  const startOver = () => {
    setSent(undefined);
    planning.reset();
    applying.reset();
  };
  const changes = plan?.steps.some((step) => step.action !== "unchanged") ?? false;
  const error = planning.error ?? applying.error;
  return (
    <>
      <PageHeader title={t.title} crumbs={[{ label: a.apps, to: "/apps" }]} />
      <div className={`card ${styles.card}`}>
        <div className={styles.body}>
          {!sent ? (
            <Upload.Dragger
              accept=".zip,application/zip"
              showUploadList={false}
              beforeUpload={(file) => {
                look({ file, secrets: {}, prune: false });
                return false;
              }}
            >
              <p className={styles.icon}><InboxOutlined aria-hidden /></p>
              <p className={styles.drop}>{t.drop}</p>
              <p className="quiet">{t.dropHint}</p>
            </Upload.Dragger>
          ) : (
            <p className={styles.file}>{sent.file.name} <Button type="link" onClick={startOver}>{t.other}</Button></p>
          )}
          {planning.isPending && <Loading rows={5} />}
          {error && sent && <Failed error={error} again={() => look(sent)} />}
          {plan && plan.problems.length > 0 && <Problems problems={plan.problems} />}
          {plan && sent && plan.secrets.length > 0 && <Secrets needed={plan.secrets} onGiven={(secrets) => look({ ...sent, secrets })} />}
          {plan && sent && plan.steps.length > 0 && (
            <PlanView
              plan={applying.data ?? plan}
              done={applying.isSuccess}
              prune={sent.prune}
              onPrune={applying.isSuccess ? undefined : (prune) => look({ ...sent, prune })}
            />
          )}
        </div>
        <FormFooter>
          {applying.isSuccess ? (
            <Button type="primary" onClick={() => void navigate(`/apps/${plan?.app ?? ""}`)}>{t.toApp}</Button>
          ) : (
            <>
              <Button onClick={() => void navigate("/apps")}>{t.cancel}</Button>
              <Button
                type="primary"
                disabled={!plan?.ok || !changes}
                loading={applying.isPending}
                onClick={() => sent && plan && applying.mutate({ ...sent, revision: plan.revision ?? 0 })}
              >
                {t.apply}
              </Button>
            </>
          )}
        </FormFooter>
      </div>
    </>
  );
}

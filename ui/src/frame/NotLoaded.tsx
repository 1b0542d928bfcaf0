import { Alert, Button } from "antd";
import { useLocation } from "react-router";
import { isProblem } from "@/api/problem";
import { explain } from "@/components/Failed";
import { PageHeader } from "@/components/PageHeader";
import { texts as common } from "@/components/texts";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { navigation } from "@/pages/manifest";

/** A page whose content could not be loaded: what the server says, the way to try again, and the way back to its section. */
export function NotLoaded({ error, again }: { error: unknown; again?: () => void }) {
  const c = useTexts(common);
  const label = useLabel();
  const { pathname } = useLocation();
  const section = navigation.find((entry) => entry.path === `/${pathname.split("/")[1]}`);
  const isMissing = isProblem(error, 404);
  return (
    <>
      <PageHeader title={isProblem(error) ? error.document.title : c.failed} crumbs={section && section.path !== pathname ? [{ label: label(section.label), to: section.path }] : []} />
      <Alert
        type={isMissing ? "warning" : "error"}
        showIcon
        role="alert"
        title={explain(error, c.unreachable)}
        action={!isMissing && again && <Button onClick={again}>{c.again}</Button>}
      />
    </>
  );
}

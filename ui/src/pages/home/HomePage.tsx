import { PageHeader } from "@/components/PageHeader";
import { may, useSession } from "@/api/session";
import { useTexts } from "@/i18n/LanguageProvider";
import { FirstSteps } from "./FirstSteps";
import { Overview } from "./Overview";
import { texts } from "./texts";

/** Where a person arrives: the first steps of an empty system, then what needs attention. */
export default function HomePage() {
  const t = useTexts(texts);
  const session = useSession();
  return (
    <>
      <PageHeader title={t.welcome(session.full_name ?? session.login)} />
      {may(session, "build") && <FirstSteps />}
      <Overview />
    </>
  );
}

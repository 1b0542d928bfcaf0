import { CheckOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { NotLoaded } from "@/frame/NotLoaded";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import { rolesQuery, type Role } from "./queries";
import styles from "./RolesPage.module.css";
import { texts } from "./texts";

/** What each role allows, and how many have it. */
export default function RolesPage() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { data: roles, error, refetch } = useQuery(rolesQuery(language));
  if (error) return <NotLoaded error={error} again={() => void refetch()} />;
  if (!roles) return <div className="card padded"><Loading rows={6} /></div>;
  return (
    <>
      <PageHeader title={t.roles} crumbs={[{ label: t.title, to: "/accounts" }]} />
      <p className="quiet">{t.rolesOf}</p>
      <div className={styles.roles}>
        {roles.map((role) => (
          <RoleCard key={role.name} role={role} />
        ))}
      </div>
    </>
  );
}

function RoleCard({ role }: { role: Role }) {
  const t = useTexts(texts);
  return (
    <section className="card padded" aria-labelledby={role.name}>
      <h2 id={role.name} className={styles.title}>{role.title}</h2>
      <ul className={styles.rights}>
        {role.rights.map((right) => (
          <li key={right.name}>
            <CheckOutlined aria-hidden style={{ color: "var(--ok)" }} /> {right.title}
          </li>
        ))}
      </ul>
      <Link to={`/accounts?role=${role.name}`}>{t.holders(role.accounts ?? 0)}</Link>
    </section>
  );
}

import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { may, useSession } from "@/api/session";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { navigation, type Area, type NavigationEntry } from "@/pages/manifest";
import styles from "./Navigation.module.css";
import { texts } from "./texts";

const AREAS: readonly Area[] = ["work", "build", "administer", "demo"];

/** The sections that the reader may enter, under their headings. */
export function Navigation({ folded, onGo }: { folded: boolean; onGo: () => void }) {
  const t = useTexts(texts);
  const session = useSession();
  const shown = navigation.filter((entry) => may(session, entry.right) && (entry.area !== "demo" || session.demo));
  return (
    <nav className={styles.navigation} aria-label={t.navigation}>
      {AREAS.map((area) => {
        const entries = shown.filter((entry) => entry.area === area);
        if (entries.length === 0) return null;
        return (
          <div key={area} className={styles.area}>
            {!folded && <h2 className={styles.heading}>{t[area]}</h2>}
            <ul className={styles.list}>
              {entries.map((entry) => (
                <Entry key={entry.path} entry={entry} folded={folded} onGo={onGo} />
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function Entry({ entry, folded, onGo }: { entry: NavigationEntry; folded: boolean; onGo: () => void }) {
  const label = useLabel();
  const { Children } = entry;
  return (
    <li>
      <NavigationLink to={entry.path} icon={entry.icon} label={label(entry.label)} folded={folded} onGo={onGo} />
      {Children && !folded && <Children onGo={onGo} />}
    </li>
  );
}

interface LinkProps {
  readonly to: string;
  readonly icon?: ReactNode;
  readonly label: string;
  readonly folded?: boolean;
  readonly onGo: () => void;
}

/** One link of the navigation; without an icon it is an entry below another. */
export function NavigationLink({ to, icon, label, folded = false, onGo }: LinkProps) {
  return (
    <Tooltip title={folded ? label : undefined} placement="right">
      <NavLink
        to={to}
        end={to === "/"}
        onClick={onGo}
        aria-label={folded ? label : undefined}
        className={({ isActive }) => [styles.link, isActive && styles.active, !icon && styles.below].filter(Boolean).join(" ")}
      >
        {icon && <span className={styles.icon} aria-hidden>{icon}</span>}
        {!folded && <span className={styles.label}>{label}</span>}
      </NavLink>
    </Tooltip>
  );
}

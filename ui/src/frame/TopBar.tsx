import { FlagOutlined, MenuOutlined, SearchOutlined } from "@ant-design/icons";
import { Badge, Tooltip } from "antd";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import { CommandPalette } from "./CommandPalette";
import { Mark } from "./Mark";
import { texts } from "./texts";
import styles from "./TopBar.module.css";
import { useFailedRuns } from "./useFailedRuns";
import { UserMenu } from "./UserMenu";

/** The strong bar: name, search, journal of failures, language, user. */
export function TopBar({ onMenu, menuLabel }: { onMenu: () => void; menuLabel: string }) {
  const t = useTexts(texts);
  const { language, choose } = useLanguage();
  const failed = useFailedRuns();
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
        event.preventDefault();
        setSearching(true);
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <header className={styles.bar}>
      <button type="button" className={styles.button} onClick={onMenu} aria-label={menuLabel} title={menuLabel}>
        <MenuOutlined />
      </button>
      <Link to="/" className={styles.name}>
        <Mark />
        <span>{t.product}</span>
      </Link>
      <button type="button" className={styles.search} onClick={() => setSearching(true)} aria-label={`${t.find} Ctrl K`} aria-keyshortcuts="Control+K">
        <SearchOutlined aria-hidden />
        <span className={styles.searchText}>{t.find}</span>
        <kbd className={styles.key}>Ctrl K</kbd>
      </button>
      <div className={styles.right}>
        <Tooltip title={t.journal(failed)}>
          <Link to="/runs?status=failed" className={styles.button} aria-label={t.journal(failed)}>
            <Badge count={failed} overflowCount={49} size="small" color="#c8322b">
              <FlagOutlined className={styles.flag} />
            </Badge>
          </Link>
        </Tooltip>
        <button
          type="button"
          className={`${styles.button} ${styles.language}`}
          onClick={() => choose(language === "ru" ? "en" : "ru")}
          aria-label={t.languageLabel}
          title={t.languageLabel}
          lang={language === "ru" ? "en" : "ru"}
        >
          {language === "ru" ? "EN" : "RU"}
        </button>
        <UserMenu className={styles.button} />
      </div>
      <CommandPalette open={searching} onClose={() => setSearching(false)} />
    </header>
  );
}

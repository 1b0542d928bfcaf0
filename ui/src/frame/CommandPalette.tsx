import { SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { definitionsQuery, type Folder } from "@/api/definitions";
import { may, useSession } from "@/api/session";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { navigation } from "@/pages/manifest";
import styles from "./CommandPalette.module.css";
import { texts } from "./texts";

interface Hit {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly to: string;
}

/** Ctrl+K: go to any page, or to any template, scenario, route or connection by its name. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  return (
    <Modal open={open} onCancel={onClose} footer={null} closable={false} destroyOnHidden width={600} style={{ top: 72 }} title={<span className="visually-hidden">{t.findShort}</span>} styles={{ header: { margin: 0 }, body: { margin: -8 } }}>
      <Palette onClose={onClose} />
    </Modal>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const hits = useHits(text);
  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    void navigate(hit.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") go(hits[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<SearchOutlined aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        placeholder={t.find}
        aria-label={t.find}
        role="combobox"
        aria-expanded
        aria-controls="palette"
        aria-activedescendant={hits[at] && `palette-${at}`}
      />
      <ul id="palette" role="listbox" aria-label={t.findShort} className={styles.hits}>
        {hits.length === 0 && <li className={styles.none}>{t.noMatch}</li>}
        {hits.map((hit, index) => (
          <li
            key={hit.key}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? `${styles.hit} ${styles.at}` : styles.hit}
            onMouseMove={() => setAt(index)}
            onClick={() => go(hit)}
          >
            <span>{hit.label}</span>
            <span className="quiet">{hit.detail}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function useHits(text: string): readonly Hit[] {
  const t = useTexts(texts);
  const label = useLabel();
  const session = useSession();
  const words = text.trim().toLowerCase();
  const named = [...useNamed("connections", words), ...useNamed("routes", words), ...useNamed("templates", words), ...useNamed("scenarios", words)];
  const pages = navigation
    .filter((entry) => may(session, entry.right) && (entry.area !== "demo" || session.demo))
    .map((entry) => ({ key: entry.path, label: label(entry.label), detail: t[entry.area], to: entry.path }))
    .filter((hit) => hit.label.toLowerCase().includes(words));
  return [...pages, ...named].slice(0, 12);
}

function useNamed(folder: Folder, words: string): readonly Hit[] {
  const label = useLabel();
  const session = useSession();
  const asked = words.length >= 2 && (folder === "templates" || may(session, "build"));
  const { data } = useQuery({ ...definitionsQuery(folder, { q: words, limit: 5 }), enabled: asked });
  const page = navigation.find((entry) => entry.path === `/${folder}`);
  if (!asked || !data || !page) return [];
  return data.items.map((found) => ({
    key: `${folder}/${found.name}`,
    label: found.title || found.name,
    detail: label(page.label),
    to: `/${folder}/${found.name}`,
  }));
}

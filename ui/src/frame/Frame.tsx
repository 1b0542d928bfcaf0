import { Drawer, Grid } from "antd";
import { Suspense, useEffect, useState } from "react";
import { Outlet, useLocation } from "react-router";
import { Loading } from "@/components/Loading";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Frame.module.css";
import { Navigation } from "./Navigation";
import { texts } from "./texts";
import { TourGuide } from "@/tour/TourGuide";
import { TopBar } from "./TopBar";
import { usePagesAhead } from "./usePagesAhead";

const FOLDED = "vestnik.navigation";

/** Top bar, navigation and the page. */
export function Frame() {
  const t = useTexts(texts);
  const wide = Grid.useBreakpoint().lg ?? innerWidth >= 992;
  const [folded, setFolded] = useState(() => localStorage.getItem(FOLDED) === "folded");
  const [drawn, setDrawn] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setDrawn(false), [pathname]);
  usePagesAhead();
  const toggle = () => {
    if (!wide) return setDrawn(true);
    localStorage.setItem(FOLDED, folded ? "" : "folded");
    return setFolded(!folded);
  };
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content" onClick={() => document.getElementById("content")?.focus()}>
        {t.skip}
      </a>
      <TopBar onMenu={toggle} menuLabel={wide ? (folded ? t.unfold : t.fold) : t.menu} />
      <div className={styles.below}>
        {wide ? (
          <aside className={folded ? `${styles.side} ${styles.folded}` : styles.side}>
            <Navigation folded={folded} onGo={() => undefined} />
            {!folded && <TourGuide isBeside />}
          </aside>
        ) : (
          <Drawer open={drawn} onClose={() => setDrawn(false)} placement="left" size={288} title={t.navigation} styles={{ body: { padding: 0 } }}>
            <Navigation folded={false} onGo={() => setDrawn(false)} />
          </Drawer>
        )}
        <main id="content" className={styles.content} tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {(!wide || folded) && <TourGuide />}
    </div>
  );
}

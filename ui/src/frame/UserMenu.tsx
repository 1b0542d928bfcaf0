import { ApiOutlined, BulbOutlined, KeyOutlined, LogoutOutlined } from "@ant-design/icons";
import { Avatar, Dropdown } from "antd";
import { useState } from "react";
import { useSession, useSignOut } from "@/api/session";
import { useTexts } from "@/i18n/LanguageProvider";
import { useTheme, type ThemeChoice } from "@/theme/ThemeProvider";
import { OwnPasswordDialog } from "./password/OwnPasswordDialog";
import { texts } from "./texts";
import styles from "./UserMenu.module.css";

/** Who is signed in; theme, password and signing out. */
export function UserMenu({ className }: { className?: string }) {
  const t = useTexts(texts);
  const session = useSession();
  const signOut = useSignOut();
  const { choice, choose } = useTheme();
  const [isChanging, setChanging] = useState(false);
  const name = session.full_name ?? session.login;
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectedKeys: [choice],
          items: [
            {
              key: "who",
              type: "group",
              label: (
                <span className={styles.who}>
                  <strong>{name}</strong>
                  <span>{session.roles.map((role) => roleName(role, t)).join(", ")}</span>
                </span>
              ),
            },
            { type: "divider" },
            {
              key: "theme",
              icon: <BulbOutlined />,
              label: t.theme,
              children: (["light", "dark", "system"] as const).map((key) => ({ key, label: t[key] })),
            },
            { key: "api", icon: <ApiOutlined />, label: <a href="/api/v1/docs">{t.apiDocs}</a> },
            { type: "divider" },
            { key: "password", icon: <KeyOutlined />, label: t.changePassword },
            { key: "signOut", icon: <LogoutOutlined />, label: t.signOut },
          ],
          onClick: ({ key }) => {
            if (key === "signOut") signOut.mutate();
            else if (key === "password") setChanging(true);
            else if (key === "light" || key === "dark" || key === "system") choose(key satisfies ThemeChoice);
          },
        }}
      >
        <button type="button" className={className} aria-label={`${t.user}: ${name}, ${initials(name)}`} aria-haspopup="menu">
          <Avatar size={28} className={styles.avatar}>
            {initials(name)}
          </Avatar>
        </button>
      </Dropdown>
      <OwnPasswordDialog open={isChanging} onClose={() => setChanging(false)} />
    </>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => word.charAt(0).toUpperCase()).join("");
}

function roleName(role: string, t: { administrator: string; builder: string; userRole: string }): string {
  return role === "administrator" ? t.administrator : role === "builder" ? t.builder : t.userRole;
}

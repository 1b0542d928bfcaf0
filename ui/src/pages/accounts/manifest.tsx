import { TeamOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "administer", order: 20, label: texts.title, icon: <TeamOutlined />, path: "/accounts", right: "administer" }],
  routes: [
    { path: "roles", load: () => import("./RolesPage") },
    { path: "accounts", load: () => import("./AccountsPage") },
    { path: "accounts/new", load: () => import("./AccountPage") },
    { path: "accounts/:login", load: () => import("./AccountPage") },
  ],
} satisfies PageManifest;

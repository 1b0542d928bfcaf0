import { HistoryOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "work", order: 30, label: texts.title, icon: <HistoryOutlined />, path: "/runs", right: "use" }],
  routes: [
    { path: "runs", load: () => import("./RunsPage") },
    { path: "runs/:id", load: () => import("./RunPage") },
  ],
} satisfies PageManifest;

import { DashboardOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "work", order: 40, label: texts.title, icon: <DashboardOutlined />, path: "/queue", right: "build" }],
  routes: [{ path: "queue", load: () => import("./QueuePage") }],
} satisfies PageManifest;

import { StopOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "administer", order: 40, label: texts.title, icon: <StopOutlined />, path: "/suppressions", right: "administer" }],
  routes: [{ path: "suppressions", load: () => import("./SuppressionsPage") }],
} satisfies PageManifest;

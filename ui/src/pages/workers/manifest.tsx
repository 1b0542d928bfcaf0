import { ClusterOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "administer", order: 50, label: texts.title, icon: <ClusterOutlined />, path: "/workers", right: "build" }],
  routes: [{ path: "workers", load: () => import("./WorkersPage") }],
} satisfies PageManifest;

import { CloudServerOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "administer", order: 10, label: texts.title, icon: <CloudServerOutlined />, path: "/connections", right: "administer" }],
  routes: [
    { path: "connections", load: () => import("./ConnectionsPage") },
    { path: "connections/new/:type", load: () => import("./ConnectionPage") },
    { path: "connections/:name", load: () => import("./ConnectionPage") },
  ],
} satisfies PageManifest;

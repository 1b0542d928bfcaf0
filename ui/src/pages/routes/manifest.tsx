import { ShareAltOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "build", order: 30, label: texts.title, icon: <ShareAltOutlined />, path: "/routes", right: "build" }],
  routes: [
    { path: "routes", load: () => import("./RoutesPage") },
    { path: "routes/new/:type", load: () => import("./RoutePage") },
    { path: "routes/:name", load: () => import("./RoutePage") },
  ],
} satisfies PageManifest;

import { AppstoreOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "build", order: 40, label: texts.apps, icon: <AppstoreOutlined />, path: "/apps", right: "build" }],
  routes: [
    { path: "apps", load: () => import("./AppsPage") },
    { path: "apps/new", load: () => import("./AppPage") },
    { path: "apps/-/upload", load: () => import("./upload/UploadPage") },
    { path: "apps/:name", load: () => import("./AppPage") },
  ],
} satisfies PageManifest;

import { ApiOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "administer", order: 30, label: texts.title, icon: <ApiOutlined />, path: "/tokens", right: "build" }],
  routes: [{ path: "tokens", load: () => import("./TokensPage") }],
} satisfies PageManifest;

import { HomeOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "work", order: 0, label: texts.title, icon: <HomeOutlined />, path: "/", right: "use" }],
  routes: [{ path: "/", load: () => import("./HomePage") }],
} satisfies PageManifest;

import { TableOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "build", order: 10, label: texts.templates, icon: <TableOutlined />, path: "/templates", right: "build" }],
  routes: [
    { path: "templates", load: () => import("./TemplatesPage") },
    { path: "templates/new", load: () => import("./NewTemplatePage") },
    { path: "templates/:name", load: () => import("./TemplatePage") },
  ],
} satisfies PageManifest;

import { FileTextOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { TemplateLinks } from "./TemplateLinks";
import { texts } from "./texts";

export default {
  navigation: [{ area: "work", order: 10, label: texts.records, icon: <FileTextOutlined />, path: "/records", right: "use", Children: TemplateLinks }],
  routes: [
    { path: "records", load: () => import("./TemplatesOfRecordsPage") },
    { path: "records/-/:id", load: () => import("./RecordByIdPage") },
    { path: "records/:template", load: () => import("./RecordsPage") },
    { path: "records/:template/new", load: () => import("./RecordPage") },
    { path: "records/:template/:id", load: () => import("./RecordPage") },
  ],
} satisfies PageManifest;

import { MailOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "work", order: 20, label: texts.title, icon: <MailOutlined />, path: "/messages", right: "use" }],
  routes: [
    { path: "messages", load: () => import("./MessagesPage") },
    { path: "messages/:id", load: () => import("./LetterPage") },
  ],
} satisfies PageManifest;

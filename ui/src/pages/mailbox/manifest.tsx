import { InboxOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "demo", order: 10, label: texts.title, icon: <InboxOutlined />, path: "/mailbox", right: "use" }],
  routes: [
    { path: "mailbox", load: () => import("./MailboxPage") },
    { path: "mailbox/:id", load: () => import("./MailboxPage") },
  ],
} satisfies PageManifest;

import { ApartmentOutlined } from "@ant-design/icons";
import type { PageManifest } from "../manifest";
import { texts } from "./texts";

export default {
  navigation: [{ area: "build", order: 20, label: texts.scenarios, icon: <ApartmentOutlined />, path: "/scenarios", right: "build" }],
  routes: [
    { path: "scenarios", load: () => import("./ScenariosPage") },
    { path: "scenarios/new", load: () => import("./ScenarioPage") },
    { path: "scenarios/:name", load: () => import("./ScenarioPage") },
  ],
} satisfies PageManifest;

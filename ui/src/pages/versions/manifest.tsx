import type { PageManifest } from "../manifest";

const FOLDERS = ["connections", "routes", "templates", "scenarios", "apps"];

export default {
  routes: FOLDERS.map((folder) => ({ path: `${folder}/:name/versions`, load: () => import("./VersionsPage") })),
} satisfies PageManifest;

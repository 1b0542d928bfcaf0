import type { Definition, Folder } from "@/api/definitions";

export type Kind = Definition["kind"];

/** The kinds of definitions in the order in which an app is set up, each with its folder. */
export const FOLDERS: Readonly<Record<Kind, Folder>> = {
  app: "apps",
  connection: "connections",
  route: "routes",
  template: "templates",
  scenario: "scenarios",
};

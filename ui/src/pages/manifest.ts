/**
 * What a page folder says of itself in its `manifest.tsx`. The router and the navigation gather the manifests of all
 * folders, so that a new page touches no other file.
 */
import type { ComponentType, ReactNode } from "react";
import type { Right } from "@/api/session";
import type { Text } from "@/i18n/texts";

/** Headings of the navigation, in their order. */
export type Area = "work" | "build" | "administer" | "demo";

export interface PageRoute {
  /** Below `/ui`, such as `connections/:name`. */
  readonly path: string;
  /** The page, loaded when it is first visited: `() => import("./ConnectionsPage")`; its default export. */
  readonly load: () => Promise<{ default: ComponentType }>;
}

export interface NavigationEntry {
  readonly area: Area;
  /** Place within the area, smallest first. */
  readonly order: number;
  readonly label: Text;
  readonly icon: ReactNode;
  readonly path: string;
  readonly right: Right;
  /** Entries below this one that only the running system knows, such as one per template. */
  readonly Children?: ComponentType<{ readonly onGo: () => void }>;
}

export interface PageManifest {
  readonly routes: readonly PageRoute[];
  readonly navigation?: readonly NavigationEntry[];
}

const found = import.meta.glob<{ default: PageManifest }>("./*/manifest.tsx", { eager: true });

export const manifests: readonly PageManifest[] = Object.values(found).map((module) => module.default);

export const navigation: readonly NavigationEntry[] = manifests
  .flatMap((manifest) => manifest.navigation ?? [])
  .toSorted((a, b) => a.order - b.order);

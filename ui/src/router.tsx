import { App } from "antd";
import { lazy } from "react";
import { createBrowserRouter, Outlet, type RouteObject } from "react-router";
import { Frame } from "./frame/Frame";
import { NotThere } from "./frame/NotThere";
import { PageFailed } from "./frame/PageFailed";
import { RequireSession } from "./frame/RequireSession";
import SignInPage from "./pages/login/SignInPage";
import { manifests } from "./pages/manifest";

const pages: RouteObject[] = manifests
  .flatMap((manifest) => manifest.routes)
  .map(({ path, load }) => {
    const Page = lazy(load);
    return { path, element: <Page />, errorElement: <PageFailed /> };
  });

/** Dialogs and messages are shown inside the router, so that they may hold links. */
const root = (
  <App>
    <Outlet />
  </App>
);

const frame = (
  <RequireSession>
    <Frame />
  </RequireSession>
);

export const router = createBrowserRouter(
  [
    {
      element: root,
      errorElement: <PageFailed />,
      children: [
        { path: "/login", element: <SignInPage /> },
        { element: frame, children: [...pages, { path: "*", element: <NotThere /> }] },
      ],
    },
  ],
  { basename: "/ui" },
);

import { useQuery } from "@tanstack/react-query";
import { Suspense, type ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { sessionQuery } from "@/api/session";
import { Failed } from "@/components/Failed";
import { MustChangePassword } from "./password/MustChangePassword";

/** What is below is shown to somebody who is signed in with a password of their own; others go to the sign-in page and come back from it. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const here = useLocation();
  if (error && session === undefined) return <div className="padded"><Failed error={error} again={() => void refetch()} /></div>;
  if (session === undefined) return null;
  if (session === null) {
    const next = here.pathname + here.search;
    return <Navigate to={next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`} replace />;
  }
  if (session.must_change_password) return <MustChangePassword />;
  return <Suspense fallback={null}>{children}</Suspense>;
}

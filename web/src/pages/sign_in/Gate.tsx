/**
 * Shows a page to those who are signed in. Who is not gets the form in its place; if the session
 * ends while the page is open, the form comes as a dialog and the page stays as it is.
 */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { followOtherTabs, lookUpSession, session } from "../../api/session";
import type { PageName } from "../../router";
import { SignInDialog } from "./SignInDialog";
import { Unreachable } from "./Unreachable";
import { Welcome } from "./Welcome";

/** Pages for which nobody has to be signed in. */
const OPEN: readonly PageName[] = ["play", "device", "sign_in"];

export function Gate(props: { page: PageName; children: ComponentChildren }) {
  if (OPEN.includes(props.page)) return <>{props.children}</>;
  return <Closed>{props.children}</Closed>;
}

function Closed(props: { children: ComponentChildren }) {
  const now = session.value;
  const [silent, setSilent] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const unknown = now.kind === "unknown";
  useEffect(() => {
    followOtherTabs();
    if (unknown)
      lookUpSession().catch(() => {
        setSilent(true);
      });
  }, [unknown, attempt]);

  if (now.kind === "out") return <Welcome />;
  if (unknown && silent)
    return (
      <Unreachable
        again={() => {
          setAttempt(attempt + 1);
        }}
      />
    );
  if (unknown) return <div class="page-loading" role="status" aria-label="Loading" />;
  return (
    <>
      {props.children}
      {now.kind === "expired" && <SignInDialog name={now.me.name} />}
    </>
  );
}

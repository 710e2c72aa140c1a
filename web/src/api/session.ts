/** Signing in and out. The tabs of one browser tell each other. */

import { ApiError, ask } from "./http";
import { csrfCookie, keepToken, pastedToken, session, setSession } from "./who";
import type { Me } from "./wire";

export { session, type Session } from "./who";

const CHANNEL = "anymask-session";
/** What finds out whether the session has ended does not wait for its end. */
const IMPATIENT = { patient: false };
let tabs: BroadcastChannel | null = null;
let looking: Promise<void> | null = null;

/** Ask the server who the user is; several callers at once ask once. Throws if it cannot tell. */
export function lookUpSession(): Promise<void> {
  looking ??= whoAmI().finally(() => {
    looking = null;
  });
  return looking;
}

/** Sign in with a password; the server sets the cookies of a session. */
export async function signIn(name: string, password: string): Promise<void> {
  keepToken(null);
  await ask<Me>("POST", "/session", { body: { name, password }, ...IMPATIENT });
  await enter();
  tabs?.postMessage("changed");
}

/** Sign in with a token, which is kept as long as this tab is open. */
export async function signInWithToken(token: string): Promise<void> {
  const before = pastedToken();
  keepToken(token.trim());
  try {
    await enter();
  } catch (error) {
    keepToken(before);
    throw error;
  }
}

/** Sign out. What has not been sent yet stays in this browser until the same person is back. */
export async function signOut(): Promise<void> {
  try {
    if (pastedToken() === null) await ask<undefined>("DELETE", "/session", IMPATIENT);
  } catch (error) {
    if (!isUnknownPerson(error)) throw error;
  }
  keepToken(null);
  setSession({ kind: "out" });
  tabs?.postMessage("changed");
}

/** Take notice of what other tabs do; called once, by the page. */
export function followOtherTabs(): void {
  if (tabs || typeof BroadcastChannel === "undefined") return;
  tabs = new BroadcastChannel(CHANNEL);
  tabs.addEventListener("message", () => {
    if (pastedToken() === null) lookUpSession().catch(() => undefined);
  });
}

/** Whether the server does not know who is asking. */
export function isUnknownPerson(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** A page that was somebody else's is loaded anew: nothing of it may go on as another person. */
async function enter(): Promise<void> {
  const me = await ask<Me>("GET", "/me", IMPATIENT);
  const { value: before } = session;
  const other = (before.kind === "in" || before.kind === "expired") && before.me.id !== me.id;
  if (other) window.location.reload();
  else setSession({ kind: "in", me });
}

/** A session that ended while a page was in use has `expired`, whoever found it out. */
async function whoAmI(): Promise<void> {
  const { kind } = session.value;
  const shown = pastedToken() !== null || csrfCookie() !== null;
  if (!shown && kind === "unknown") return setSession({ kind: "out" });
  try {
    await enter();
  } catch (error) {
    if (!isUnknownPerson(error)) throw error;
    if (kind === "unknown") setSession({ kind: "out" });
  }
}

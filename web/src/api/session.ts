/** Signing in and out. The tabs of one browser tell each other. */

import { ApiError, ask } from "./http";
import { keepToken, pastedToken, session, setSession } from "./who";
import type { Me } from "./wire";

export { session, type Session } from "./who";

const CHANNEL = "anymask-session";
const tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
let looking: Promise<void> | null = null;

/** Ask the server who the user is; several callers at once ask once. */
export function lookUpSession(): Promise<void> {
  looking ??= whoAmI().finally(() => {
    looking = null;
  });
  return looking;
}

/** Sign in with a password; the server sets the cookies of a session. */
export async function signIn(name: string, password: string): Promise<void> {
  keepToken(null);
  await ask<Me>("POST", "/session", { body: { name, password } });
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
  if (pastedToken() === null) await ask<undefined>("DELETE", "/session").catch(ignoreUnknownPerson);
  keepToken(null);
  setSession({ kind: "out" });
  tabs?.postMessage("changed");
}

/** Take notice of what other tabs do; called once, by the page. */
export function followOtherTabs(): void {
  tabs?.addEventListener("message", () => {
    if (pastedToken() === null) void lookUpSession().catch(() => undefined);
  });
}

async function enter(): Promise<void> {
  setSession({ kind: "in", me: await ask<Me>("GET", "/me") });
}

/** A session that ended while a page was in use has `expired`, whoever found it out. */
async function whoAmI(): Promise<void> {
  try {
    await enter();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    if (session.value.kind === "unknown") setSession({ kind: "out" });
  }
}

function ignoreUnknownPerson(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 401)) throw error;
}

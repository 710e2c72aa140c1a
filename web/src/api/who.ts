/**
 * Who the user is as far as this page knows, and what shows it to the server: the cookies of a
 * session, or a token that was pasted and stays in this tab.
 */

import { effect, signal, type ReadonlySignal } from "@preact/signals";

import type { Me } from "./wire";

/** `expired`: the server no longer takes what showed who `me` is; nothing on the page is lost. */
export type Session =
  | { readonly kind: "unknown" }
  | { readonly kind: "out" }
  | { readonly kind: "in"; readonly me: Me }
  | { readonly kind: "expired"; readonly me: Me };

const TOKEN = "anymask-token";
const CSRF_COOKIE = "anymask_csrf";
const CSRF_HEADER = "x-csrf-token";

const current = signal<Session>({ kind: "unknown" });

/** Pages show a sign-in page while it is `out`, and a dialog above themselves while `expired`. */
export const session: ReadonlySignal<Session> = current;

export function setSession(next: Session): void {
  current.value = next;
}

/** Note that the server answered 401. Who was signed in stays known, so that their work goes on. */
export function noteUnknownPerson(): void {
  const { value } = current;
  if (value.kind === "in") current.value = { kind: "expired", me: value.me };
  else if (value.kind === "unknown") current.value = { kind: "out" };
}

/** Wait while the session has `expired`; true: the same person is back. */
export function untilBack(given?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const { kind } = current.value;
      if (kind !== "expired") end(kind === "in");
    });
    function end(back: boolean) {
      resolve(back);
      queueMicrotask(() => {
        stop();
      });
    }
    given?.addEventListener("abort", () => {
      end(false);
    });
  });
}

/** The token that was pasted into this tab, or null. */
export function pastedToken(): string | null {
  try {
    return sessionStorage.getItem(TOKEN);
  } catch {
    return null;
  }
}

/** Keep a pasted token as long as the tab is open; null forgets it. */
export function keepToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(TOKEN);
  else sessionStorage.setItem(TOKEN, token);
}

/** The headers that show who is asking; the cookie of the session goes along by itself. */
export function proof(): Record<string, string> {
  const token = pastedToken();
  if (token !== null) return { authorization: `Bearer ${token}` };
  const csrf = csrfCookie();
  return csrf === null ? {} : { [CSRF_HEADER]: csrf };
}

/** The value that proves that a page of this server sent a request, or null. */
export function csrfCookie(): string | null {
  if (typeof document === "undefined") return null;
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${CSRF_COOKIE}=`));
  return found === undefined ? null : decodeURIComponent(found.slice(CSRF_COOKIE.length + 1));
}

/**
 * Which page belongs to a path. `match` and `toPath` are pure; `place` follows the address bar, and
 * `navigate` changes it without loading the app anew.
 */

import { signal, type ReadonlySignal } from "@preact/signals";

export type PageName =
  | "projects"
  | "sign_in"
  | "annotate"
  | "review"
  | "explore"
  | "image"
  | "watch"
  | "play"
  | "device";

export interface Route {
  readonly page: PageName;
  readonly params: Record<string, string>;
}

/** Path and query of the address bar. */
export interface Place {
  readonly path: string;
  readonly search: string;
}

const PATHS: readonly (readonly [pattern: string, page: PageName])[] = [
  ["/", "projects"],
  ["/sign-in", "sign_in"],
  ["/p/:project", "explore"],
  ["/p/:project/annotate", "annotate"],
  ["/p/:project/review", "review"],
  ["/p/:project/explore", "explore"],
  ["/p/:project/images/:id", "image"],
  ["/p/:project/watch", "watch"],
  ["/play", "play"],
  ["/device", "device"],
];

/** The page of a path and the named parts of the path, or null. A slash at the end is ignored. */
export function match(path: string): Route | null {
  const given = split(path);
  for (const [pattern, page] of PATHS) {
    const params = fit(split(pattern), given);
    if (params) return { page, params };
  }
  return null;
}

/** The path of a pattern such as "/p/:project/explore"; values are escaped. */
export function toPath(pattern: string, params: Record<string, string>): string {
  return pattern.replace(/:([a-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

function split(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

function fit(pattern: string[], given: string[]): Record<string, string> | null {
  if (pattern.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = decode(given[index] ?? "");
    if (value === null) return null;
    if (part.startsWith(":")) params[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return params;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function here(): Place {
  if (typeof window === "undefined") return { path: "/", search: "" };
  return { path: window.location.pathname, search: window.location.search };
}

const current = signal<Place>(here());

/** Where the browser is; changes with `navigate` and with the buttons back and forward. */
export const place: ReadonlySignal<Place> = current;

/** Go to a path of this app, with its query; `replace` leaves no step to come back to. */
export function navigate(target: string, replace = false): void {
  if (replace) window.history.replaceState(null, "", target);
  else window.history.pushState(null, "", target);
  current.value = here();
}

/** Let the address bar and plain links of this app move `place`; called once, by main.tsx. */
export function follow(): void {
  window.addEventListener("popstate", () => {
    current.value = here();
  });
  document.addEventListener("click", (event) => {
    const link = ownLink(event);
    if (!link) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}

/** The link that a plain left click is on, if this app shows what is behind it. */
function ownLink(event: MouseEvent): HTMLAnchorElement | null {
  const changed = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || event.button !== 0 || changed) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download"))
    return null;
  if (link.origin !== window.location.origin || link.hash) return null;
  return match(link.pathname) ? link : null;
}

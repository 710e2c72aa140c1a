/** Dark, light, or as the system has it: an attribute of the root element, kept between visits. */

import { signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";

const KEY = "anymask.theme";
const ORDER: readonly Theme[] = ["auto", "light", "dark"];

export const theme = signal<Theme>("auto");

/** What the switch goes to next. */
export function nextTheme(now: Theme): Theme {
  return ORDER[(ORDER.indexOf(now) + 1) % ORDER.length] ?? "auto";
}

/** A theme from what was kept; anything else is "auto". */
export function readTheme(kept: string | null): Theme {
  return ORDER.find((name) => name === kept) ?? "auto";
}

/** Show a theme and remember it. */
export function setTheme(chosen: Theme): void {
  theme.value = chosen;
  show(chosen);
  try {
    window.localStorage.setItem(KEY, chosen);
  } catch {
    // A browser that keeps nothing still shows the theme until the page is closed.
  }
}

/** Show the theme of the last visit; called once, before the first paint. */
export function restoreTheme(): void {
  let kept: string | null = null;
  try {
    kept = window.localStorage.getItem(KEY);
  } catch {
    kept = null;
  }
  theme.value = readTheme(kept);
  show(theme.value);
}

function show(chosen: Theme): void {
  if (chosen === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.setAttribute("data-theme", chosen);
}

/** The annotator's preferences as a signal that is kept in this browser. */

import { type Signal, effect, signal } from "@preact/signals";

import { type Preferences, readPreferences, writePreferences } from "../../state/preferences";

const KEY = "anymask.editor";

let kept: Signal<Preferences> | null = null;

/** One for all pages of this tab. */
export function keptPreferences(): Signal<Preferences> {
  if (kept !== null) return kept;
  const preferences = signal(readPreferences(read()));
  effect(() => {
    const text = writePreferences(preferences.value);
    try {
      window.localStorage.setItem(KEY, text);
    } catch {
      // A browser that keeps nothing has the preferences until the tab is closed.
    }
  });
  kept = preferences;
  return preferences;
}

function read(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** What the browser says about the connection, and when it is worth trying again. */

import { signal, type ReadonlySignal } from "@preact/signals";

const state = signal(typeof navigator === "undefined" || navigator.onLine !== false);

/** Whether the browser has a network at all; true says nothing about the server. */
export const online: ReadonlySignal<boolean> = state;

/** Follow the browser; `again` is called when a server that did not answer may answer now. */
export function followConnection(again: () => void): void {
  window.addEventListener("offline", () => {
    state.value = false;
  });
  window.addEventListener("online", () => {
    state.value = true;
    again();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") again();
  });
}

/** Let the browser ask before it closes the tab while `unsafe` is true, and only then. */
export function guardClosing(unsafe: boolean): void {
  window.removeEventListener("beforeunload", ask);
  if (unsafe) window.addEventListener("beforeunload", ask);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

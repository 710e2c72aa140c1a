/** What the tabs of one browser tell each other about the outbox, and which of them sends. */

import type { Line } from "./status";
import type { MaskOut } from "./wire";

const CHANNEL = "anymask-outbox";
const LOCK = "anymask-outbox";

export type News =
  | { readonly kind: "changed" }
  | { readonly kind: "line"; readonly line: Line }
  | { readonly kind: "acknowledged"; readonly writerId: number; readonly mask: MaskOut };

export interface Tabs {
  /** Tell the others; who tells is not told. */
  tell(news: News): void;
  listen(heard: (news: News) => void): void;
  /** Run with the other tabs kept out; they wait until it ends or this tab is gone. */
  alone(work: () => Promise<void>): Promise<void>;
}

/**
 * The other tabs of this browser. Pages without TLS have no locks: then two tabs may send the same
 * request, which the server knows by its id.
 */
export function otherTabs(): Tabs {
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
  return {
    tell: (news) => channel?.postMessage(news),
    listen: (heard) =>
      channel?.addEventListener("message", (event: MessageEvent<News>) => {
        heard(event.data);
      }),
    alone: async (work) => {
      if ("locks" in navigator) await navigator.locks.request(LOCK, work);
      else await work();
    },
  };
}

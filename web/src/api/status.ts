/** What the badge of the outbox says; pure. */

/** `conflict` and `refused` ask the user for a decision, the others are about the connection. */
export type Status =
  "saved" | "saving" | "unsaved" | "offline" | "signed-out" | "conflict" | "refused";

/** How the last request of the outbox went, in whatever tab. */
export type Line = "open" | "unreachable" | "busy";

export interface Circumstances {
  /** Writes that are not acknowledged, of this person. */
  readonly waiting: number;
  readonly conflicts: number;
  readonly held: number;
  readonly line: Line;
  /** What the browser says. */
  readonly online: boolean;
  readonly signedIn: boolean;
  /** Whether what waits survives the tab. */
  readonly durable: boolean;
}

export function statusOf(now: Circumstances): Status {
  if (!now.signedIn) return "signed-out";
  if (!now.online || (now.line === "unreachable" && now.waiting > 0)) return "offline";
  if (now.conflicts > 0) return "conflict";
  if (now.held > 0) return "refused";
  if (now.waiting === 0) return "saved";
  return now.line === "busy" || !now.durable ? "unsaved" : "saving";
}

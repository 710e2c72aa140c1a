/** What is written to the server through the outbox, and what has become of it. */

import type { MaskIn, MaskOut, MaskRemoval, VerdictIn } from "./wire";

/** A change of one mask. Its ids are made by the client, so that it can be sent as often as needed. */
export interface MaskWrite {
  readonly projectName: string;
  readonly taskId: number;
  readonly lease: string;
  readonly imageId: number;
  readonly maskId: string;
  readonly requestId: string;
  /** The version that the user saw; 0: the mask is new, or no version of it was acknowledged. */
  readonly seenVersion: number;
  readonly kind: "save" | "delete" | "verdict";
  /** Lease, request id and seen version in it are replaced by those above when it is sent. */
  readonly body: MaskIn | MaskRemoval | VerdictIn;
}

/** Whoever wrote it; a write is sent as the same person only. */
export interface Writer {
  readonly id: number;
  readonly name: string;
}

/** A mask that somebody else changed meanwhile. */
export interface Conflict {
  /** What the user has made of the mask since. */
  readonly mine: MaskWrite;
  readonly theirs: MaskOut;
}

/** A write that the server does not take; kept until the user says what to do. */
export interface Held {
  readonly write: MaskWrite;
  /** `lease`: somebody else has the task now; it is sent when the user has the task again. */
  readonly why: "lease" | "refused";
  /** In the server's words. */
  readonly message: string;
}

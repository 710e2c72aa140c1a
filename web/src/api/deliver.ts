/** Sends one write of the outbox and says what the answer means for it. */

import { connect } from "./client";
import { ApiError } from "./http";
import type { Answer } from "./queue";
import type { MaskIn, MaskOut, VerdictIn } from "./wire";
import type { MaskWrite } from "./writes";

/** `later`: the same request has to be sent again; who sends it does not know what was done. */
export type Delivery =
  | Answer
  | { readonly kind: "signed-out" }
  | {
      readonly kind: "later";
      readonly why: "unreachable" | "busy";
      readonly afterMs?: number | undefined;
    };

/** Send a write. Never throws. */
export async function deliver(write: MaskWrite): Promise<Delivery> {
  try {
    return { kind: "acknowledged", mask: await sendWrite(write) };
  } catch (error) {
    const delivery = meaningOf(error);
    return delivery.kind === "lease" ? await confirmLost(write, delivery.message) : delivery;
  }
}

/** What an error says about the write that was sent; pure. */
export function meaningOf(error: unknown): Delivery {
  if (!(error instanceof ApiError)) throw error;
  const { status, kind, message, newest, retryAfterMs: afterMs } = error;
  if (status === 0) return { kind: "later", why: "unreachable" };
  if (status === 401) return { kind: "signed-out" };
  if (status === 409 && newest) return { kind: "stale", newest };
  const passing = status === 408 || status === 425 || status === 429 || status >= 500;
  // Something between us and the server answered, unless it says that the write is too large.
  const foreign = kind === "foreign" && status !== 413;
  if (passing || foreign) return { kind: "later", why: "busy", afterMs };
  return { kind: status === 409 ? "lease" : "refused", message };
}

async function sendWrite(write: MaskWrite): Promise<MaskOut> {
  const api = connect(write.projectName);
  const { lease, requestId: request_id, seenVersion: seen_version } = write;
  const body = { ...write.body, lease, request_id, seen_version };
  if (write.kind === "delete") return api.deleteMask(write.taskId, write.maskId, body);
  if (write.kind === "verdict")
    return (await api.giveVerdict(write.taskId, write.maskId, body as VerdictIn)).mask;
  return (await api.saveMask(write.taskId, write.maskId, body as MaskIn)).mask;
}

/**
 * A conflict without a newer mask means that the lease is lost, or that this very write can never
 * be done. If the lease is lost, an earlier try may have been saved before.
 */
async function confirmLost(write: MaskWrite, message: string): Promise<Delivery> {
  const api = connect(write.projectName);
  try {
    await api.keepAlive({ id: write.taskId, lease: write.lease });
    return { kind: "refused", message };
  } catch (error) {
    const delivery = meaningOf(error);
    if (delivery.kind !== "lease" && delivery.kind !== "refused") return delivery;
  }
  const saved = await savedBefore(write).catch(() => null);
  return saved ? { kind: "acknowledged", mask: saved } : { kind: "lease", message };
}

async function savedBefore(write: MaskWrite): Promise<MaskOut | null> {
  if (write.kind !== "save") return null;
  const masks = await connect(write.projectName).masks(write.imageId);
  const { counts } = write.body as MaskIn;
  const same = (mask: MaskOut) =>
    mask.id === write.maskId && mask.version === write.seenVersion + 1 && mask.rle === counts;
  return masks.find(same) ?? null;
}

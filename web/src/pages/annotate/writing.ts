/** Between instances and what is written about them to the server; pure. */

import type { MaskWrite } from "../../api/outbox";
import type { components } from "../../api/wire";
import type { Document, Instance } from "../../state/document";
import { nextProminence } from "../../state/document";

type MaskIn = components["schemas"]["MaskIn"];
type VerdictIn = components["schemas"]["VerdictIn"];

/** The body of a write; its request id and version are the outbox's to fill in. */
export function bodyOf(
  kind: MaskWrite["kind"],
  instance: Instance | null,
  lease: string,
  moments: number[],
): MaskWrite["body"] {
  const held = { lease, request_id: "", seen_version: 0 };
  if (instance === null || kind === "delete") return held;
  if (kind === "verdict") {
    const verdict = instance.verdict ?? "accept";
    const drawn = verdict === "fix" ? { counts: instance.counts } : {};
    return { ...held, moments_ms: moments, verdict, ...drawn } satisfies VerdictIn;
  }
  return {
    ...held,
    moments_ms: moments,
    counts: instance.counts,
    category: instance.category,
    prompts: [...instance.prompts],
    prominence: instance.prominence,
    predicted_iou: instance.predictedIou,
    stability_score: instance.stability,
    model_id: instance.modelId,
  } satisfies MaskIn;
}

/** The document once a write that waits is done. */
export function layOver(document: Document, write: MaskWrite): Document {
  const next = new Map(document);
  const before = document.get(write.maskId);
  if (write.kind === "delete") next.delete(write.maskId);
  else if (write.kind === "verdict" && before) {
    const { verdict, counts } = write.body as VerdictIn;
    next.set(write.maskId, { ...before, verdict, counts: counts ?? before.counts });
  } else if (write.kind === "save") {
    const body = write.body as MaskIn;
    next.set(write.maskId, {
      id: write.maskId,
      counts: body.counts,
      category: body.category ?? null,
      prompts: body.prompts ?? [],
      prominence: body.prominence ?? nextProminence(document),
      predictedIou: body.predicted_iou ?? null,
      stability: body.stability_score ?? null,
      modelId: body.model_id ?? null,
      sealed: false,
      origin: before?.origin ?? "person",
      own: true,
      verdict: null,
    });
  }
  return next;
}

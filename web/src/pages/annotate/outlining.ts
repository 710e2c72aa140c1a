/** Keeps the outlines that are edited in step with the draft, while the polygon is at hand. */

import { effect, untracked } from "@preact/signals";

import { type Bitmap, isEmpty } from "../../geometry/bitmap";
import { type Ring, outlines, simplify } from "../../geometry/polygon";
import { decodeRle } from "../../geometry/rle";
import { type Draft, baseOf, isBlank, ringsOf } from "../../state/draft";
import type { Instance } from "../../state/document";
import type { Drafting } from "./drafting";
import type { Model } from "./model";
import type { Picture } from "./pictures";
import type { Tools } from "./tools";

export interface OutlineGround {
  readonly model: Model;
  readonly drafting: Drafting;
  readonly tools: Tools;
  /** The selected mask, if it may be changed. */
  readonly selected: () => Instance | null;
}

/** How far the outline may lie from the mask's, in pixels of the image. */
const TOLERANCE = 0.75;

export function followOutlines(ground: OutlineGround): () => void {
  const { model, drafting, tools } = ground;
  return effect(() => {
    if (tools.tool.value !== "polygon") return;
    const draft = drafting.draft.value;
    const instance = ground.selected();
    const picture = model.picture.value;
    untracked(() => {
      follow(ground, draft, instance, picture);
    });
  });
}

function follow(
  ground: OutlineGround,
  draft: Draft,
  instance: Instance | null,
  picture: Picture | null,
): void {
  const { tools } = ground;
  const drawn = ringsOf(draft);
  if (drawn !== null) {
    if (drawn !== tools.polygon.peek().rings) tools.outline(drawn);
    return;
  }
  if (picture === null) return;
  const counts = isBlank(draft) ? (baseOf(draft) ?? instance?.counts ?? null) : null;
  if (counts !== null) tools.outline(ringsAround(decodeRle(counts, picture.size)));
  else if (isBlank(draft)) tools.outline([]);
  else void outlineAnswer(ground, draft);
}

/** The outlines of a mask with far fewer corners. */
export function ringsAround(mask: Bitmap): readonly Ring[] {
  return isEmpty(mask) ? [] : outlines(mask).map((ring) => simplify(ring, TOLERANCE));
}

/** What the model answered, or was painted, in the image's size. */
async function outlineAnswer({ model, drafting, tools }: OutlineGround, draft: Draft) {
  const mask = await drafting.whole();
  const picture = model.picture.value;
  const same = drafting.draft.value === draft && tools.tool.value === "polygon";
  if (same && mask !== null && picture !== null)
    tools.outline(ringsAround(decodeRle(mask.counts, picture.size)));
}

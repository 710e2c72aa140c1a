/** Everything that is known about an image, loaded once: itself, its masks, names, and its tree. */

import { signal } from "@preact/signals";

import { connect } from "../../api/client";
import { explore } from "../../api/explore";
import type { BranchOut, FacetsOut, ImageOut, MaskOut } from "../../api/wire";
import { parseRuns } from "../../geometry/rle";
import { colourOf, type Rgb } from "../../state/colours";
import { targetOf, type Target } from "../../tools/select";

export interface ImageScene {
  readonly image: ImageOut;
  readonly picture: ImageBitmap;
  /** Larger ones first, so that smaller ones lie on top and can be pointed at. */
  readonly masks: readonly ShownMask[];
  readonly targets: readonly Target[];
  readonly tree: readonly BranchOut[];
  readonly facets: FacetsOut | null;
}

export interface ShownMask extends MaskOut {
  readonly colour: Rgb;
  /** Of the image, 0 to 1. */
  readonly share: number;
}

export type Loading =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly scene: ImageScene }
  | { readonly state: "failed"; readonly error: unknown };

/** Loads an image; the signal says how far it is. `close` lets an answer that comes later go. */
export function loadScene(project: string, id: number) {
  const loading = signal<Loading>({ state: "loading" });
  let wanted = true;
  read(project, id).then(
    (scene) => {
      if (wanted) loading.value = { state: "ready", scene };
      else scene.picture.close();
    },
    (error: unknown) => {
      if (wanted) loading.value = { state: "failed", error };
    },
  );
  const close = () => {
    wanted = false;
    if (loading.value.state === "ready") loading.value.scene.picture.close();
  };
  return { loading, close };
}

async function read(project: string, id: number): Promise<ImageScene> {
  const api = connect(project);
  const more = explore(project);
  const [image, file, masks, tree, facets] = await Promise.all([
    api.image(id) as Promise<ImageOut>,
    api.file(id),
    api.masks(id),
    more.tree(id),
    more.facets().catch(() => null),
  ]);
  const shown = shownMasks(image, masks);
  return {
    image,
    picture: await createImageBitmap(file),
    masks: shown,
    targets: shown.map((mask) => targetOf(mask.id, parseRuns(mask.rle, image))),
    tree,
    facets,
  };
}

/** Colours go by the order in which masks were made; masks are sorted by their size. */
export function shownMasks(
  image: { width: number; height: number },
  masks: readonly MaskOut[],
): ShownMask[] {
  const pixels = image.width * image.height;
  return masks
    .map((mask, place) => ({ ...mask, colour: colourOf(place), share: mask.area / pixels }))
    .toSorted((a, b) => b.area - a.area);
}

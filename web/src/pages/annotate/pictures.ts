/** The pictures of images, decoded; the last few stay, so that going back takes no time. */

import type { Api } from "../../api/client";
import type { Size } from "../../geometry/points";

export interface Picture {
  readonly imageId: number;
  readonly name: string;
  readonly size: Size;
  readonly bitmap: ImageBitmap;
}

export interface Pictures {
  open(imageId: number): Promise<Picture>;
  /** Load what probably comes next; failures show when it is opened. */
  prefetch(imageIds: readonly number[]): void;
  close(): void;
}

/** As many as stay: what was before, what is open, and two that come. */
const KEPT = 4;

export function makePictures(api: Api): Pictures {
  const kept = new Map<number, Promise<Picture>>();

  const open = (imageId: number): Promise<Picture> => {
    const picture = kept.get(imageId) ?? load(api, imageId);
    kept.delete(imageId);
    kept.set(imageId, picture);
    picture.catch(() => {
      if (kept.get(imageId) === picture) kept.delete(imageId);
    });
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) discard(kept, oldest);
    return picture;
  };

  return {
    open,
    prefetch(imageIds) {
      for (const imageId of imageIds) {
        if (!kept.has(imageId)) void open(imageId).catch(() => undefined);
      }
    },
    close() {
      for (const imageId of [...kept.keys()]) discard(kept, imageId);
    },
  };
}

async function load(api: Api, imageId: number): Promise<Picture> {
  const [image, file] = await Promise.all([api.image(imageId), api.file(imageId)]);
  const bitmap = await createImageBitmap(file);
  const size = { width: image.width, height: image.height };
  return { imageId, name: image.name, size, bitmap };
}

function discard(kept: Map<number, Promise<Picture>>, imageId: number): void {
  const picture = kept.get(imageId);
  kept.delete(imageId);
  void picture?.then(({ bitmap }) => {
    bitmap.close();
  });
}

/** Masks as files, written in the page: COCO, SA-1B, and a picture of mask numbers. */

import { decodeRle, rleBox } from "../../geometry/rle";
import type { Size } from "../../geometry/points";
import type { Opened, SavedFile } from "../play/backend";
import { stemOf } from "../play/cutout";
import { encodePng } from "../play/png";
import type { Kept } from "../play/session";

/** A file in one of the forms. */
export async function writeForm(
  opened: Opened,
  form: string,
  masks: readonly Kept[],
): Promise<SavedFile> {
  const stem = stemOf(opened.name);
  const { name, size } = opened;
  if (form === "labels") return { name: `${stem}-masks.png`, blob: await numbered(masks, size) };
  const content = form === "coco" ? cocoOf(name, size, masks) : sa1bOf(name, size, masks);
  const blob = new Blob([JSON.stringify(content)], { type: "application/json" });
  return { name: `${stem}.json`, blob };
}

/** A COCO file of one image; masks without a name are an "object". */
export function cocoOf(fileName: string, size: Size, masks: readonly Kept[]) {
  const names = [...new Set(masks.map((mask) => mask.name || "object"))];
  return {
    images: [{ id: 1, file_name: fileName, ...size }],
    categories: names.map((name, index) => ({ id: index + 1, name })),
    annotations: masks.map((mask, index) => ({
      id: index + 1,
      image_id: 1,
      category_id: names.indexOf(mask.name || "object") + 1,
      segmentation: { size: [size.height, size.width], counts: mask.counts },
      bbox: boxOf(mask, size),
      area: mask.area,
      iscrowd: 0,
    })),
  };
}

/** The file of one image as SA-1B has it; what is not known is null. */
export function sa1bOf(fileName: string, size: Size, masks: readonly Kept[]) {
  return {
    image: { image_id: 1, ...size, file_name: fileName },
    annotations: masks.map((mask, index) => ({
      id: index + 1,
      segmentation: { size: [size.height, size.width], counts: mask.counts },
      bbox: boxOf(mask, size),
      area: mask.area,
      predicted_iou: null,
      stability_score: null,
      crop_box: [0, 0, size.width, size.height],
      point_coords: null,
    })),
  };
}

/** Smaller masks lie on top. */
function numbered(masks: readonly Kept[], size: Size): Promise<Blob> {
  const data = new Uint8Array(size.width * size.height);
  const numbers = new Map(masks.map((mask, index) => [mask.id, Math.min(255, index + 1)]));
  for (const mask of masks.toSorted((a, b) => b.area - a.area)) {
    const { data: inside } = decodeRle(mask.counts, size);
    const number = numbers.get(mask.id) ?? 0;
    for (let i = 0; i < data.length; i++) if (inside[i] === 1) data[i] = number;
  }
  return encodePng(size.width, size.height, 1, data);
}

/** x, y, width and height in pixels. */
function boxOf(mask: Kept, size: Size): number[] {
  const [left, top, right, bottom] = rleBox(mask.counts, size) ?? [0, 0, 0, 0];
  return [left, top, right - left, bottom - top];
}

/** Photos out of what is dropped, pasted or drawn. */

import { encodePng } from "./png";
import { drawSample, SAMPLE } from "./sample";

/** The first picture among dropped or pasted files, or null. */
export function photoIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith("image/")) ?? null;
}

/** A picture from the clipboard; null: there is none, or the browser does not let us look. */
export async function photoFromClipboard(): Promise<File | null> {
  const items = await navigator.clipboard.read();
  for (const item of items) {
    const type = item.types.find((name) => name.startsWith("image/"));
    if (type) return new File([await item.getType(type)], "pasted.png", { type });
  }
  return null;
}

let drawn: Promise<File> | null = null;

/** The drawn sample; it is made once. */
export function samplePhoto(): Promise<File> {
  drawn ??= encodePng(SAMPLE.width, SAMPLE.height, 3, drawSample()).then(
    (blob) => new File([blob], SAMPLE.name, { type: "image/png" }),
  );
  return drawn;
}

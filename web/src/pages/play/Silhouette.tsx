/** The shape of a mask, small: in its box, in the colour of the text around it. */

import { useMemo } from "preact/hooks";

import type { Bitmap } from "../../geometry/bitmap";
import { boxOf } from "../../geometry/bitmap";
import { outlines, simplify } from "../../geometry/polygon";

export function Silhouette({ mask, label }: { mask: Bitmap | null; label?: string }) {
  const shape = useMemo(() => (mask ? shapeOf(mask) : null), [mask]);
  return (
    <svg
      class="silhouette"
      viewBox={shape?.viewBox ?? "0 0 1 1"}
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined ? "true" : undefined}
    >
      {shape && <path d={shape.path} fill-rule="evenodd" />}
    </svg>
  );
}

/** Outlines as a path of SVG, and the square around them. */
function shapeOf(mask: Bitmap): { path: string; viewBox: string } | null {
  const box = boxOf(mask);
  if (!box) return null;
  const side = Math.max(box[2] - box[0], box[3] - box[1]);
  const left = (box[0] + box[2] - side) / 2;
  const top = (box[1] + box[3] - side) / 2;
  const path = outlines(mask)
    .map((ring) => simplify(ring, side / 120))
    .map((ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join("L")}Z`)
    .join("");
  return { path, viewBox: `${left} ${top} ${side} ${side}` };
}

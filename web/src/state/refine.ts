/** A mask as the logits that the model takes to refine it: low resolution, of the padded square. */

import type { Bitmap } from "../geometry/bitmap";
import type { Frame } from "../geometry/frame";

/** How sure a mask that somebody drew is; the model's own logits are of this size. */
const SURE = 8;

/**
 * The logits of a mask.
 *
 * @param mask of the image's size.
 * @param frame of the image.
 * @param lowSide side of the logits in cells.
 * @returns lowSide x lowSide, row by row; cells beside the image are not on the object.
 */
export function logitsOf(mask: Bitmap, frame: Frame, lowSide: number): Float32Array {
  const logits = new Float32Array(lowSide * lowSide).fill(-SURE);
  const cell = frame.side / lowSide;
  const [acrossX, acrossY] = [mask.width / frame.resized.width, mask.height / frame.resized.height];
  for (let row = 0; row < lowSide; row += 1) {
    const y = Math.floor((row + 0.5) * cell * acrossY);
    if (y >= mask.height) break;
    for (let column = 0; column < lowSide; column += 1) {
      const x = Math.floor((column + 0.5) * cell * acrossX);
      if (x >= mask.width) break;
      if (mask.data[y * mask.width + x] === 1) logits[row * lowSide + column] = SURE;
    }
  }
  return logits;
}

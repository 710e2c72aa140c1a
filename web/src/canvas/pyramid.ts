/**
 * Pyramid: the image at halved sizes, so that drawing it costs as much as the screen has pixels,
 * not as the image has. Levels are made one after the other; until then larger ones serve.
 */

/** The image and its halves, largest first. */
export class Pyramid {
  private readonly levels: ImageBitmap[];
  private closed = false;

  constructor(image: ImageBitmap) {
    this.levels = [image];
  }

  /** Makes the smaller levels; `onLevel` is called after each. */
  async build(onLevel: () => void): Promise<void> {
    while (!this.closed) {
      const last = this.levels[this.levels.length - 1];
      if (!last || Math.max(last.width, last.height) <= SMALLEST) return;
      const half = await halved(last).catch((error: unknown) => {
        // The image's owner may close it as soon as the canvas shows another one.
        if (!this.closed) throw error;
        return null;
      });
      if (!half || this.closed) {
        half?.close();
        return;
      }
      this.levels.push(half);
      onLevel();
    }
  }

  /** The smallest level that is not enlarged when the image is shown `width` device pixels wide. */
  levelFor(width: number): ImageBitmap {
    const fit = this.levels.findLast((level) => level.width >= width - 1);
    return fit ?? (this.levels[0] as ImageBitmap);
  }

  /** Frees the levels made here; the image belongs to its owner. */
  close(): void {
    this.closed = true;
    for (const level of this.levels.splice(1)) level.close();
  }
}

const SMALLEST = 640;

function halved(image: ImageBitmap): Promise<ImageBitmap> {
  return createImageBitmap(image, {
    resizeWidth: Math.max(1, Math.round(image.width / 2)),
    resizeHeight: Math.max(1, Math.round(image.height / 2)),
    resizeQuality: "medium",
  });
}

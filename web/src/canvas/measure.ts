/** The size of an element, in CSS pixels and in the device pixels of its canvas. */

import type { Size } from "../geometry/points";

/** Sharper than this, screens cost more to draw than eyes can see. */
const MOST_DEVICE_PIXELS = 2;

/** Calls back with the element's size now and whenever it changes; returns what stops that. */
export function observeSize(
  element: HTMLElement,
  onSize: (css: Size, device: Size) => void,
): () => void {
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = element.getBoundingClientRect();
    if (!entry || width === 0 || height === 0) return;
    const ratio = Math.min(MOST_DEVICE_PIXELS, devicePixelRatio);
    const exact = entry.devicePixelContentBoxSize?.[0];
    const device = {
      width: pixels(width * ratio, exact?.inlineSize),
      height: pixels(height * ratio, exact?.blockSize),
    };
    onSize({ width, height }, device);
  });
  try {
    observer.observe(element, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(element); // browsers that do not know this box
  }
  return () => observer.disconnect();
}

/**
 * Device pixels along a side. The browser knows best how many it gives to an element at a broken
 * position, but its word counts only near the computed one: not on an emulated or limited screen.
 */
function pixels(computed: number, told: number | undefined): number {
  return told !== undefined && Math.abs(told - computed) <= 1 ? told : Math.round(computed);
}

/** Signed distances of simple shapes in pixels: below 0 inside. For the drawn sample picture. */

export type Distance = (x: number, y: number) => number;

export const disc =
  (cx: number, cy: number, radius: number): Distance =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius;

/** Exact on the axes, close to it elsewhere. */
export const ellipse =
  (cx: number, cy: number, rx: number, ry: number): Distance =>
  (x, y) => {
    const scaled = Math.hypot((x - cx) / rx, (y - cy) / ry);
    const slope = Math.hypot((x - cx) / (rx * rx), (y - cy) / (ry * ry));
    return slope === 0 ? -Math.min(rx, ry) : (scaled * (scaled - 1)) / slope;
  };

/** A rectangle of half sizes with round corners, turned by an angle in radians. */
export const block =
  (cx: number, cy: number, hx: number, hy: number, corner: number, angle = 0): Distance =>
  (x, y) => {
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const u = Math.abs((x - cx) * cos + (y - cy) * sin) - hx + corner;
    const v = Math.abs((y - cy) * cos - (x - cx) * sin) - hy + corner;
    return Math.hypot(Math.max(u, 0), Math.max(v, 0)) + Math.min(Math.max(u, v), 0) - corner;
  };

export const ring =
  (shape: Distance, width: number): Distance =>
  (x, y) =>
    Math.abs(shape(x, y)) - width / 2;

export const both =
  (a: Distance, b: Distance): Distance =>
  (x, y) =>
    Math.max(a(x, y), b(x, y));

/** Two shapes melted into one over a distance of `soft`. */
export const melted =
  (a: Distance, b: Distance, soft: number): Distance =>
  (x, y) => {
    const first = a(x, y);
    const second = b(x, y);
    const share = Math.max(soft - Math.abs(first - second), 0) / soft;
    return Math.min(first, second) - (share * share * soft) / 4;
  };

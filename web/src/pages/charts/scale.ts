/** Scales and ticks of charts: numbers to pixels, linear or logarithmic. Pure. */

export interface Scale {
  /** Pixels of a value. */
  at(value: number): number;
  readonly ticks: readonly number[];
}

export type Range = readonly [from: number, to: number];

/** A linear scale whose domain is widened to whole ticks. */
export function linear(domain: Range, range: Range, most = 5): Scale {
  const step = niceStep(domain[1] - domain[0] || 1, most);
  const low = Math.floor(domain[0] / step) * step;
  const high = Math.max(Math.ceil(domain[1] / step) * step, low + step);
  const count = Math.round((high - low) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => tidy(low + index * step));
  return { ticks, at: (value) => between(range, (value - low) / (high - low)) };
}

/** A scale of powers of ten; the domain has to be above 0 and is widened to whole powers. */
export function logarithmic(domain: Range, range: Range): Scale {
  const low = Math.floor(Math.log10(domain[0]));
  const high = Math.max(Math.ceil(Math.log10(domain[1])), low + 1);
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  return { ticks, at: (value) => between(range, (Math.log10(value) - low) / (high - low)) };
}

/** A number for people: 1,234, 0.25, 12 k where room is short. */
export function tell(value: number, short = false): string {
  if (short && Math.abs(value) >= 1e6) return `${tidy(value / 1e6)} M`;
  if (short && Math.abs(value) >= 1e4) return `${tidy(value / 1e3)} k`;
  const digits = Number.isInteger(value) ? 0 : Math.abs(value) >= 100 ? 0 : 2;
  const least = Number(value.toPrecision(2));
  if (value !== 0 && Math.abs(value) < 0.01) return String(least);
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** The step of 1, 2 or 5 times a power of ten that gives at most so many ticks. */
function niceStep(length: number, most: number): number {
  const rough = length / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function between(range: Range, share: number): number {
  return range[0] + share * (range[1] - range[0]);
}

/** Without the dust of binary fractions: 0.3 and not 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

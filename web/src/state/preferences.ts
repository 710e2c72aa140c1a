/** How an annotator likes the editor; kept in this browser, and read with distrust. */

import { type Overrides, readOverrides } from "./shortcuts";

export interface Preferences {
  /** Of masks, 0 to 1. */
  readonly opacity: number;
  /** 1: as the image is. */
  readonly brightness: number;
  readonly contrast: number;
  readonly hover: boolean;
  readonly outlines: boolean;
  /** Radius of brush and eraser, in pixels of the image. */
  readonly radius: number;
  readonly keys: Overrides;
}

export const DEFAULTS: Preferences = {
  opacity: 0.5,
  brightness: 1,
  contrast: 1,
  hover: true,
  outlines: true,
  radius: 12,
  keys: {},
};

/** The numbers among the preferences, and between what they lie. */
export const RANGES = {
  opacity: { least: 0, most: 1, step: 0.05 },
  brightness: { least: 0.2, most: 3, step: 0.1 },
  contrast: { least: 0.2, most: 3, step: 0.1 },
  radius: { least: 1, most: 400, step: 1 },
} as const;

export type Ranged = keyof typeof RANGES;

/** A number within its range, rounded to its step. */
export function within(name: Ranged, value: number): number {
  const { least, most, step } = RANGES[name];
  const inside = Math.min(most, Math.max(least, value));
  return Number((Math.round(inside / step) * step).toFixed(4));
}

/** Read what was written down; whatever is missing or cannot be is as by default. */
export function readPreferences(text: string | null): Preferences {
  const kept = parse(text);
  const number = (name: Ranged) => {
    const value = kept[name];
    return typeof value === "number" && Number.isFinite(value)
      ? within(name, value)
      : DEFAULTS[name];
  };
  const flag = (name: "hover" | "outlines") => {
    const value = kept[name];
    return typeof value === "boolean" ? value : DEFAULTS[name];
  };
  return {
    opacity: number("opacity"),
    brightness: number("brightness"),
    contrast: number("contrast"),
    hover: flag("hover"),
    outlines: flag("outlines"),
    radius: number("radius"),
    keys: readOverrides(kept["keys"]),
  };
}

export function writePreferences(preferences: Preferences): string {
  return JSON.stringify(preferences);
}

function parse(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * The colour of an instance: hues a golden angle apart, so that neighbours in the list differ as
 * much as possible, in three lightnesses that hold on dark and light pictures.
 */

export type Rgb = readonly [red: number, green: number, blue: number];

/** Of a circle of hues without those of the draft. */
const GOLDEN_ANGLE = 310 * 0.381966;
const FIRST_HUE = 28;
/** Around the colour of the draft, which no instance shall be taken for. */
const DRAFT_HUES = { from: 145, width: 50 } as const;
const OTHER_HUES = 360 - DRAFT_HUES.width;
const LIGHTNESS = [0.6, 0.52, 0.68] as const;

/** Of the object in work. */
export const DRAFT_COLOUR: Rgb = [94, 234, 212];

/** The colour of a place in the order of labelling, from 0. */
export function colourOf(place: number): Rgb {
  const spun = (FIRST_HUE + place * GOLDEN_ANGLE) % OTHER_HUES;
  const hue = spun < DRAFT_HUES.from ? spun : spun + DRAFT_HUES.width;
  return fromHsl(hue, 0.85, LIGHTNESS[place % LIGHTNESS.length] ?? 0.6);
}

/** A word of CSS. */
export function cssOf([red, green, blue]: Rgb): string {
  return `rgb(${red.toString()} ${green.toString()} ${blue.toString()})`;
}

/** Hue in degrees, the others from 0 to 1. */
function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const place = (offset + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1));
    return Math.round(255 * value);
  };
  return [channel(0), channel(8), channel(4)];
}

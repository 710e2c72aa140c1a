/** What was done since the page was opened, for the annotator's own figures; pure. */

import type { Figures } from "../../panels/Statistics";

export interface Tally {
  readonly masks: number;
  readonly images: number;
  readonly clicks: number;
  readonly workedMs: number;
}

export const NO_TALLY: Tally = { masks: 0, images: 0, clicks: 0, workedMs: 0 };

/** A mask was accepted; an edited one is no new one. */
export function withMask(tally: Tally, isNew: boolean, clicks: number, workedMs: number): Tally {
  return {
    ...tally,
    masks: tally.masks + (isNew ? 1 : 0),
    clicks: tally.clicks + clicks,
    workedMs: tally.workedMs + workedMs,
  };
}

export function withImage(tally: Tally): Tally {
  return { ...tally, images: tally.images + 1 };
}

export function figuresOf(tally: Tally): Figures {
  const { masks, images, clicks, workedMs } = tally;
  const per = (value: number) => (masks === 0 ? null : value / masks);
  const hours = workedMs / 3_600_000;
  return {
    masks,
    images,
    secondsPerMask: per(workedMs / 1_000),
    clicksPerMask: per(clicks),
    masksPerHour: hours === 0 || masks === 0 ? null : masks / hours,
  };
}

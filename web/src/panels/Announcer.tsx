/** Says what happened: aloud to screen readers, and as the last line below the picture. */

import type { ReadonlySignal } from "@preact/signals";

export interface Announcement {
  readonly text: string;
  /** Grows, so that the same words twice are said twice. */
  readonly number: number;
}

export function Announcer(props: { said: ReadonlySignal<Announcement> }) {
  const { text, number } = props.said.value;
  return (
    <p class="announcer" role="status" aria-live="polite" aria-atomic="true">
      <span key={number}>{text}</span>
    </p>
  );
}

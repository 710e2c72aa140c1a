/** Says that the server cannot be reached, tries again by itself, and offers to try at once. */

import { useEffect } from "preact/hooks";

const AGAIN_MS = 5_000;

export function Unreachable(props: { again: () => void }) {
  const { again } = props;
  useEffect(() => {
    const timer = setTimeout(again, AGAIN_MS);
    return () => {
      clearTimeout(timer);
    };
  });
  return (
    <section class="notice" role="alert">
      <h1>The server does not answer</h1>
      <p class="muted">
        What you drew is kept in this browser and is sent when the server is back. This page tries
        again by itself.
      </p>
      <p class="notice-ways">
        <button type="button" class="button primary" onClick={again}>
          Try again now
        </button>
      </p>
    </section>
  );
}

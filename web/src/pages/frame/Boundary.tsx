/** Catches what a page throws while it is drawn, and says what happened instead of going blank. */

import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";

export function Boundary(props: { children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary();
  if (error === undefined) return <>{props.children}</>;
  return <Broken error={error} again={reset} />;
}

/** What went wrong, in the words of the error, and the two ways on. */
export function Broken(props: { error: unknown; again: () => void }) {
  return (
    <section class="notice" role="alert">
      <h1>This page stopped working</h1>
      <p>
        What you saved is kept. The error was: <code>{messageOf(props.error)}</code>
      </p>
      <p class="notice-ways">
        <button type="button" class="button primary" onClick={props.again}>
          Try again
        </button>
        <button type="button" class="button" onClick={() => window.location.reload()}>
          Load the page anew
        </button>
      </p>
    </section>
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

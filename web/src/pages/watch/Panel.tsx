/** A part of the dashboard: a card with a heading, and what it says when it cannot be filled. */

import type { ComponentChildren } from "preact";

import { messageOf } from "../frame/Boundary";

interface PanelProps {
  title: string;
  name: string;
  /** Right of the heading. */
  aside?: ComponentChildren;
  error?: unknown;
  children: ComponentChildren;
}

export function Panel({ title, name, aside, error, children }: PanelProps) {
  return (
    <section class={`card panel panel-${name}`} aria-labelledby={`panel-${name}`}>
      <div class="panel-head">
        <h2 id={`panel-${name}`}>{title}</h2>
        {aside}
      </div>
      {error !== undefined && error !== null && (
        <p class="panel-error" role="alert">
          {messageOf(error)}
        </p>
      )}
      {children}
    </section>
  );
}

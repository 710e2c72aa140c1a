/** What a page puts into the top bar: it stays in the page's hands and goes when the page goes. */

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Shown at the right of the bar, before the theme switch. */
export const barContent = signal<ComponentChildren>(null);

/** Renders nothing where it stands, and its children in the top bar. */
export function InTopBar(props: { children: ComponentChildren }) {
  useLayoutEffect(() => {
    barContent.value = props.children;
  });
  useLayoutEffect(
    () => () => {
      barContent.value = null;
    },
    [],
  );
  return null;
}

/** The kept mask that the list points at, so that the photo shows which one it is. */

import { signal } from "@preact/signals";

export const marked = signal<number | null>(null);

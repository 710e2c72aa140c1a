/**
 * The images that were found, page by page: what comes into view is asked for, what was left
 * behind before its answer is called off, and only so many pages are kept.
 */

import { signal, type ReadonlySignal } from "@preact/signals";

import type { ImageOut, ImagePage } from "../../api/wire";
import { PAGE } from "./grid";

const MOST_PAGES = 40;

export type Fetch = (offset: number, limit: number, signal: AbortSignal) => Promise<ImagePage>;

export class Found {
  private readonly kept = signal<ReadonlyMap<number, readonly ImageOut[]>>(new Map());
  private readonly asked = new Map<number, AbortController>();
  private readonly count = signal<number | null>(null);
  private readonly failure = signal<unknown>(null);

  constructor(private readonly fetch: Fetch) {}

  /** How many images there are; null until it is known. */
  get total(): ReadonlySignal<number | null> {
    return this.count;
  }

  /** Why images cannot be shown; null: nothing is wrong. */
  get error(): ReadonlySignal<unknown> {
    return this.failure;
  }

  /** An image by its place; undefined: it has not come yet. */
  at(index: number): ImageOut | undefined {
    return this.kept.value.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Make sure that these pages come, and no others. */
  want(pages: readonly number[]): void {
    for (const [page, stop] of this.asked) {
      if (pages.includes(page)) continue;
      stop.abort();
      this.asked.delete(page);
    }
    for (const page of pages)
      if (!this.kept.value.has(page) && !this.asked.has(page)) void this.load(page);
  }

  /** Call off everything that is under way. */
  close(): void {
    this.want([]);
  }

  private async load(page: number): Promise<void> {
    const stop = new AbortController();
    this.asked.set(page, stop);
    try {
      const found = await this.fetch(page * PAGE, PAGE, stop.signal);
      if (stop.signal.aborted) return;
      this.keep(page, found);
    } catch (error) {
      if (!stop.signal.aborted) this.failure.value = error;
    } finally {
      if (this.asked.get(page) === stop) this.asked.delete(page);
    }
  }

  private keep(page: number, found: ImagePage): void {
    const pages = new Map(this.kept.value);
    pages.set(page, found.images);
    // A map keeps the order of insertion: the first one is the oldest.
    for (const old of pages.keys()) {
      if (pages.size <= MOST_PAGES) break;
      pages.delete(old);
    }
    this.kept.value = pages;
    this.count.value = found.total;
    this.failure.value = null;
  }
}

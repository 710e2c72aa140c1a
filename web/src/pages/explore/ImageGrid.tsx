/**
 * A grid of any number of pictures: only those in view exist, all others are room. The focus moves
 * with the arrow keys, and the place is found again on the way back from an image.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { navigate, place, toPath } from "../../router";
import { messageOf } from "../frame/Boundary";
import { GridCell } from "./GridCell";
import type { Found } from "./found";
import { cornerOf, inView, layOut, moved, pagesOf, type Grid } from "./grid";

/** Cells that are drawn as room before the number of images is known. */
const EXPECTED = 24;
const PAUSE_MS = 90;

interface ImageGridProps {
  project: string;
  found: Found;
  query: string;
  onClear: () => void;
}

export function ImageGrid({ project, found, query, onClear }: ImageGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useView(scroller);
  const total = found.total.value;
  const count = total ?? EXPECTED;
  const grid = layOut(view.width, count);
  const { first, end } = inView(grid, count, view.top, view.height);
  const [active, setActive] = useState(() => startAt());
  useWanted(found, first, end, total === null);
  useStart(scroller, grid, active, total !== null && view.width > 0);

  const path = toPath("/p/:project/explore", { project });
  const remember = (index: number) =>
    navigate(`${path}?${[query, `at=${index}`].filter(Boolean).join("&")}`, true);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(grid, count, active, event.key);
    if (next === null || event.target === scroller.current) return;
    event.preventDefault();
    setActive(next);
    bringIntoView(scroller.current, grid, next);
    requestAnimationFrame(() => focusCell(scroller.current, next));
  };
  if (found.error.value !== null && total === null)
    return <Failed error={found.error.value} again={() => found.want([0])} />;
  if (total === 0) return <Nothing onClear={onClear} filtered={query !== ""} />;
  return (
    <div ref={scroller} class="grid-scroller" onKeyDown={onKeyDown}>
      <ul class="grid" style={{ height: `${grid.height}px` }} aria-label="Images">
        {view.width > 0 &&
          Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset).map(
            (index) => (
              <GridCell
                key={index}
                index={index}
                total={count}
                image={found.at(index)}
                corner={cornerOf(grid, index)}
                grid={grid}
                project={project}
                query={query}
                active={index === active}
                onFocus={() => setActive(index)}
                onOpen={() => remember(index)}
              />
            ),
          )}
      </ul>
    </div>
  );
}

/** Size and scroll position of an element, kept up to date. */
function useView(scroller: { current: HTMLDivElement | null }) {
  const [view, setView] = useState({ width: 0, height: 0, top: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const style = getComputedStyle(element);
      const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      const width = element.clientWidth - padding;
      setView({ width, height: element.clientHeight, top: element.scrollTop });
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  return view;
}

/** Ask for what is in view, once the scrolling pauses. */
function useWanted(found: Found, first: number, end: number, atOnce: boolean): void {
  const pages = pagesOf(first, end);
  useEffect(() => {
    const timer = setTimeout(() => found.want(pages), atOnce ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [found, pages.join(" "), atOnce]);
}

/** Where one was before an image was opened. */
function startAt(): number {
  const at = Number(new URLSearchParams(place.value.search).get("at"));
  return Number.isInteger(at) && at > 0 ? at : 0;
}

function useStart(
  scroller: { current: HTMLDivElement | null },
  grid: Grid,
  active: number,
  ready: boolean,
) {
  const done = useRef(false);
  useLayoutEffect(() => {
    if (!ready || done.current) return;
    done.current = true;
    if (active > 0) bringIntoView(scroller.current, grid, active);
  }, [ready]);
}

function bringIntoView(scroller: HTMLDivElement | null, grid: Grid, index: number): void {
  if (!scroller) return;
  const { top } = cornerOf(grid, index);
  const over = top + grid.cellHeight + 2 * grid.gap - scroller.scrollTop - scroller.clientHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = Math.max(0, top - grid.gap);
  else if (over > 0) scroller.scrollTop += over;
}

function focusCell(scroller: HTMLDivElement | null, index: number): void {
  const cell = scroller?.querySelector(`[data-index="${index}"]`);
  if (cell instanceof HTMLElement) cell.focus({ preventScroll: true });
}

function Nothing(props: { onClear: () => void; filtered: boolean }) {
  return (
    <div class="notice">
      <h2>{props.filtered ? "No image is like that" : "There are no images yet"}</h2>
      <p class="muted">
        {props.filtered
          ? "Each filter is about the image as a whole: it needs a mask for each of them."
          : "Add some with anymask engine init or import."}
      </p>
      {props.filtered && (
        <p class="notice-ways">
          <button type="button" class="button primary" onClick={props.onClear}>
            Clear the filters
          </button>
        </p>
      )}
    </div>
  );
}

function Failed(props: { error: unknown; again: () => void }) {
  return (
    <div class="notice" role="alert">
      <h2>The images did not come</h2>
      <p>{messageOf(props.error)}</p>
      <p class="notice-ways">
        <button type="button" class="button primary" onClick={props.again}>
          Ask again
        </button>
      </p>
    </div>
  );
}

/** Where the cells of a long grid stand, and which of them can be seen. Pure; sizes in CSS pixels. */

/** Images that are asked for at once. */
export const PAGE = 60;

const LEAST_WIDTH = 188;
const GAP = 12;
const CAPTION = 36;

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly gap: number;
  /** Of the whole grid. */
  readonly height: number;
}

/** As many columns as have room; pictures are 4 to 3, below them is a caption. */
export function layOut(width: number, total: number): Grid {
  const columns = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const cellWidth = Math.max(1, (width - (columns - 1) * GAP) / columns);
  const cellHeight = Math.round(cellWidth * 0.75) + CAPTION;
  const rows = Math.ceil(total / columns);
  const height = Math.max(0, rows * (cellHeight + GAP) - GAP);
  return { columns, rows, cellWidth, cellHeight, gap: GAP, height };
}

/** Indices from `first` to before `end` of the cells in view, and a row more on either side. */
export function inView(
  grid: Grid,
  total: number,
  top: number,
  viewHeight: number,
): { first: number; end: number } {
  const step = grid.cellHeight + grid.gap;
  const firstRow = Math.max(0, Math.floor(top / step) - 1);
  const endRow = Math.min(grid.rows, Math.ceil((top + viewHeight) / step) + 1);
  return { first: firstRow * grid.columns, end: Math.min(total, endRow * grid.columns) };
}

/** Left and top corner of a cell. */
export function cornerOf(grid: Grid, index: number): { left: number; top: number } {
  const column = index % grid.columns;
  const row = Math.floor(index / grid.columns);
  return {
    left: column * (grid.cellWidth + grid.gap),
    top: row * (grid.cellHeight + grid.gap),
  };
}

/** Numbers of the pages that hold the indices from `first` to before `end`. */
export function pagesOf(first: number, end: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / PAGE);
  const to = Math.floor((end - 1) / PAGE);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Where the focus goes from a cell by a key; null: the key does not move it. */
export function moved(grid: Grid, total: number, from: number, key: string): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -grid.columns,
    ArrowDown: grid.columns,
    PageUp: -4 * grid.columns,
    PageDown: 4 * grid.columns,
    Home: -total,
    End: total,
  };
  const step = steps[key];
  if (step === undefined || total === 0) return null;
  return Math.min(total - 1, Math.max(0, from + step));
}

/** Counts in a grid, the more the stronger the colour; row 0 is at the top. */

import { useState } from "preact/hooks";

import { Figure } from "./Figure";
import { tell } from "./scale";

interface HeatMapProps {
  title: string;
  note: string;
  cells: readonly (readonly number[])[];
  unit: string;
  height?: number;
}

export function HeatMap(props: HeatMapProps) {
  const { cells, height = 220 } = props;
  const [pointed, setPointed] = useState<readonly [row: number, column: number] | null>(null);
  const count = pointed ? (cells[pointed[0]]?.[pointed[1]] ?? 0) : 0;
  const readout = pointed
    ? `Row ${pointed[0] + 1}, column ${pointed[1] + 1}: ${tell(count)} ${props.unit}`
    : "";
  const table = {
    head: ["row", ...(cells[0] ?? []).map((_, column) => String(column + 1))],
    rows: cells.map((row, index) => [String(index + 1), ...row.map((value) => tell(value))]),
  };
  return (
    <Figure
      title={props.title}
      note={props.note}
      readout={readout}
      height={height}
      table={table}
      draw={(width) => <Cells {...props} size={Math.min(width, height)} onPoint={setPointed} />}
    />
  );
}

interface CellsProps extends HeatMapProps {
  size: number;
  onPoint: (place: readonly [number, number] | null) => void;
}

function Cells({ cells, size, title, onPoint }: CellsProps) {
  const most = Math.max(1, ...cells.flat());
  const side = size / Math.max(1, cells.length);
  return (
    <svg
      class="chart-heat"
      width={size}
      height={size}
      role="img"
      aria-label={`${title}. The numbers are in the table below.`}
      onPointerLeave={() => onPoint(null)}
    >
      {cells.flatMap((row, top) =>
        row.map((value, left) => (
          <rect
            key={`${top} ${left}`}
            x={left * side}
            y={top * side}
            width={side - 1}
            height={side - 1}
            fill-opacity={0.06 + 0.94 * Math.sqrt(value / most)}
            onPointerEnter={() => onPoint([top, left])}
          />
        )),
      )}
    </svg>
  );
}

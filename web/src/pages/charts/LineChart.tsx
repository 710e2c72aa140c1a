/** Lines over a common x axis; arrow keys and pointer walk along it and read the values out. */

import { useState } from "preact/hooks";

import { Axes, ROOM } from "./Axes";
import { Figure } from "./Figure";
import { linear, logarithmic, tell, type Range, type Scale } from "./scale";

export interface Line {
  readonly name: string;
  /** Dashed: not measured here, for comparison. */
  readonly dashed?: boolean;
  /** By the index of `xs`; null: not known. */
  readonly values: readonly (number | null)[];
}

interface LineChartProps {
  title: string;
  note: string;
  xs: readonly string[];
  /** Below the axis, where they differ from `xs`. */
  ticks?: readonly string[];
  /** Positions of `xs`; without, they stand at equal distances. */
  positions?: readonly number[];
  /** Places at which something new begins: a thin line stands before them. */
  starts?: readonly number[];
  xTitle: string;
  lines: readonly Line[];
  log?: boolean;
  height?: number;
}

export function LineChart(props: LineChartProps) {
  const { xs, lines, height = 220 } = props;
  const [pointed, setPointed] = useState<number | null>(null);
  const table = {
    head: [props.xTitle, ...lines.map((line) => line.name)],
    rows: xs.map((x, index) => [x, ...lines.map((line) => told(line.values[index]))]),
  };
  return (
    <div class="chart-lines">
      <Figure
        title={props.title}
        note={props.note}
        readout={pointed === null ? "" : readout(props, pointed)}
        height={height}
        table={table}
        draw={(width) => (
          <Lines {...props} width={width} height={height} pointed={pointed} onPoint={setPointed} />
        )}
      />
    </div>
  );
}

interface LinesProps extends LineChartProps {
  width: number;
  height: number;
  pointed: number | null;
  onPoint: (index: number | null) => void;
}

function Lines(props: LinesProps) {
  const { xs, lines, width, height, pointed, onPoint } = props;
  const bottom = height - ROOM.bottom;
  const y = scaleOf(props, bottom);
  const x = columns(props, width);
  const below = (props.ticks ?? xs).map((text, index) => ({ at: x[index] ?? 0, text }));
  const nearest = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    onPoint(closest(x, event.clientX - box.left));
  };
  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onPoint(Math.max(0, Math.min(xs.length - 1, (pointed ?? (by > 0 ? -1 : xs.length)) + by)));
  };
  const at = pointed === null ? undefined : x[pointed];
  return (
    <svg
      width={width}
      height={height}
      role="img"
      tabindex={0}
      aria-label={`${props.title}. Arrow keys read the values.`}
      onPointerMove={nearest}
      onPointerLeave={() => onPoint(null)}
      onBlur={() => onPoint(null)}
      onKeyDown={step}
    >
      <Axes width={width} height={height} y={y} below={below} xTitle={props.xTitle} />
      {(props.starts ?? []).map((index) => (
        <Start key={index} at={((x[index - 1] ?? 0) + (x[index] ?? 0)) / 2} bottom={bottom} />
      ))}
      {props.lines[0]?.values.every((value) => value === null) && (
        <text class="chart-empty" x={(ROOM.left + width) / 2} y={height / 2} text-anchor="middle">
          nothing measured yet
        </text>
      )}
      {at !== undefined && <line class="chart-cursor" x1={at} x2={at} y1={ROOM.top} y2={bottom} />}
      {lines.map((line, index) => (
        <OneLine key={line.name} line={line} x={x} y={y} tone={index} pointed={pointed} />
      ))}
    </svg>
  );
}

function Start({ at, bottom }: { at: number; bottom: number }) {
  return <line class="chart-start" x1={at} x2={at} y1={ROOM.top} y2={bottom} />;
}

interface OneLineProps {
  line: Line;
  x: readonly number[];
  y: Scale;
  tone: number;
  pointed: number | null;
}

function OneLine({ line, x, y, tone, pointed }: OneLineProps) {
  const points = line.values.flatMap((value, index) => {
    const left = x[index];
    return value === null || left === undefined ? [] : [{ index, left, top: y.at(value) }];
  });
  const path = points.map((point) => `${point.left.toFixed(1)},${point.top.toFixed(1)}`).join(" ");
  return (
    <g class={`chart-line tone-${tone}${line.dashed ? " dashed" : ""}`}>
      <polyline points={path} />
      {(points.length < 40 ? points : points.filter((point) => point.index === pointed)).map(
        (point) => (
          <circle
            key={point.index}
            cx={point.left}
            cy={point.top}
            r={point.index === pointed ? 5 : 3}
          />
        ),
      )}
    </g>
  );
}

function scaleOf(props: LineChartProps, bottom: number): Scale {
  const values = props.lines.flatMap((line) => line.values.filter((value) => value !== null));
  const most = Math.max(...values, 0);
  if (!props.log) return linear([0, most || 1], [bottom, ROOM.top], 4);
  const above = values.filter((value) => value > 0);
  return logarithmic([Math.min(...above, most || 1), most || 1], [bottom, ROOM.top]);
}

function columns(props: LineChartProps, width: number): number[] {
  const range: Range = [ROOM.left + 14, width - ROOM.right - 14];
  const positions = props.positions ?? props.xs.map((_, index) => index);
  const low = Math.min(...positions);
  const high = Math.max(...positions);
  if (high === low) return positions.map(() => (range[0] + range[1]) / 2);
  return positions.map(
    (value) => range[0] + ((value - low) / (high - low)) * (range[1] - range[0]),
  );
}

/** Index of the position that is nearest; null without positions. */
export function closest(positions: readonly number[], wanted: number): number | null {
  let best: number | null = null;
  let distance = Infinity;
  for (const [index, position] of positions.entries()) {
    if (Math.abs(position - wanted) >= distance) continue;
    distance = Math.abs(position - wanted);
    best = index;
  }
  return best;
}

function readout(props: LineChartProps, index: number): string {
  const values = props.lines.map((line) => `${line.name} ${told(line.values[index])}`);
  return `${props.xs[index] ?? ""}: ${values.join(" · ")}`;
}

function told(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : tell(value);
}

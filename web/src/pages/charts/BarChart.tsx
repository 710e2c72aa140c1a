/** Counts as bars, linear or logarithmic; bars can be buttons that choose their bin. */

import { useState } from "preact/hooks";

import { Axes, ROOM } from "./Axes";
import { Figure } from "./Figure";
import { linear, logarithmic, tell, type Scale } from "./scale";

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Below the bar, where it differs from the name. */
  readonly short?: string;
}

interface BarChartProps {
  title: string;
  note: string;
  bars: readonly Bar[];
  xTitle: string;
  /** What is counted: "images". */
  unit: string;
  height?: number;
  log?: boolean;
  /** Index of the chosen bar; with `onPick` only. */
  chosen?: number | null;
  onPick?: (index: number) => void;
}

export function BarChart(props: BarChartProps) {
  const { bars, unit, height = 220 } = props;
  const [pointed, setPointed] = useState<number | null>(null);
  const total = bars.reduce((sum, bar) => sum + bar.value, 0);
  const about = pointed === null ? undefined : bars[pointed];
  const readout = about ? `${about.name}: ${tell(about.value)} ${unit}${share(about, total)}` : "";
  const table = {
    head: [props.xTitle, unit],
    rows: bars.map((bar) => [bar.name, tell(bar.value)]),
  };
  const draw = (width: number) => (
    <Bars {...props} width={width} height={height} pointed={pointed} onPoint={setPointed} />
  );
  return (
    <Figure
      title={props.title}
      note={props.note}
      readout={readout}
      height={height}
      table={table}
      draw={draw}
    />
  );
}

interface BarsProps extends BarChartProps {
  width: number;
  height: number;
  pointed: number | null;
  onPoint: (index: number | null) => void;
}

function Bars(props: BarsProps) {
  const { bars, width, height, pointed, onPick, onPoint } = props;
  const bottom = height - ROOM.bottom;
  const step = (width - ROOM.left - ROOM.right) / Math.max(1, bars.length);
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const y = scaleOf(props.log === true, most, bottom);
  const top = (value: number) => (value > 0 ? Math.min(y.at(value), bottom - 1) : bottom);
  const middle = (index: number) => ROOM.left + (index + 0.5) * step;
  const below = bars.map((bar, index) => ({ at: middle(index), text: bar.short ?? bar.name }));
  const gap = Math.min(6, step * 0.2);
  return (
    <svg
      width={width}
      height={height}
      role={onPick ? "group" : "img"}
      aria-label={props.title}
      onPointerLeave={() => onPoint(null)}
    >
      <Axes width={width} height={height} y={y} below={below} xTitle={props.xTitle} />
      {bars.map((bar, index) => (
        <g key={bar.name} onPointerEnter={() => onPoint(index)}>
          <rect
            class={barClass(pointed === index, props.chosen ?? null, index)}
            x={ROOM.left + index * step + gap / 2}
            width={Math.max(1, step - gap)}
            y={top(bar.value)}
            height={bottom - top(bar.value)}
            rx={Math.min(3, step / 6)}
          />
          <rect
            class="chart-target"
            x={ROOM.left + index * step}
            y={ROOM.top}
            width={step}
            height={bottom - ROOM.top}
            {...(onPick ? asButton(bar, index, props, onPick) : {})}
          />
        </g>
      ))}
    </svg>
  );
}

/** A bar that is a toggle for pointer and keyboard. */
function asButton(bar: Bar, index: number, props: BarsProps, pick: (index: number) => void) {
  return {
    role: "button",
    tabindex: 0,
    "aria-pressed": props.chosen === index,
    "aria-label": `${bar.name}: ${tell(bar.value)} ${props.unit}`,
    onClick: () => pick(index),
    onFocus: () => props.onPoint(index),
    onBlur: () => props.onPoint(null),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      pick(index);
    },
  } as const;
}

/** Counts from 0, or with logarithms from 1/2 so that a bar of 1 can be seen. */
function scaleOf(log: boolean, most: number, bottom: number): Scale {
  if (!log) return linear([0, most], [bottom, ROOM.top], 4);
  const scale = logarithmic([1, most], [bottom - 6, ROOM.top]);
  return { ticks: scale.ticks, at: (value) => (value < 1 ? bottom : scale.at(value)) };
}

function barClass(pointed: boolean, chosen: number | null, index: number): string {
  const faded = chosen !== null && chosen !== index;
  return `chart-bar${pointed ? " pointed" : ""}${faded ? " faded" : ""}`;
}

function share(bar: Bar, total: number): string {
  return total > 0 ? ` (${((100 * bar.value) / total).toFixed(1)} %)` : "";
}

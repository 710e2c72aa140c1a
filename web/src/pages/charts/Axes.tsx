/** The lines and numbers at the left and the bottom of a chart. */

import { tell, type Scale } from "./scale";

/** Room around the plot, in CSS pixels. */
export const ROOM = { left: 46, right: 12, top: 10, bottom: 40 } as const;

export interface Label {
  readonly at: number;
  readonly text: string;
}

interface AxesProps {
  width: number;
  height: number;
  y: Scale;
  /** Pixels and texts below the plot. */
  below: readonly Label[];
  xTitle: string;
}

export function Axes({ width, height, y, below, xTitle }: AxesProps) {
  const bottom = height - ROOM.bottom;
  return (
    <g class="chart-axes" aria-hidden="true">
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line x1={ROOM.left} x2={width - ROOM.right} y1={y.at(tick)} y2={y.at(tick)} />
          <text x={ROOM.left - 8} y={y.at(tick)} dy="0.32em" text-anchor="end">
            {tell(tick, true)}
          </text>
        </g>
      ))}
      {thinned(below).map((label) => (
        <text key={label.at} x={label.at} y={bottom + 16} text-anchor="middle">
          {label.text}
        </text>
      ))}
      <text
        class="chart-axis-title"
        x={(ROOM.left + width) / 2}
        y={height - 4}
        text-anchor="middle"
      >
        {xTitle}
      </text>
    </g>
  );
}

/** Labels from the left that do not run into each other; 7 px is about one letter. */
export function thinned(labels: readonly Label[]): readonly Label[] {
  const kept: Label[] = [];
  let end = -Infinity;
  for (const label of labels) {
    const half = (label.text.length * 7) / 2;
    if (label.at - half < end + 8) continue;
    kept.push(label);
    end = label.at + half;
  }
  return kept;
}

/** Four charts over the rounds; dashed is what the paper tells of its own engine. */

import type { LabelledOut } from "../../api/wire";
import { LineChart } from "../charts/LineChart";
import { linesOf, nameOfRow, stageStarts, type Measure } from "./rounds";

const CHARTS: readonly (readonly [Measure, title: string, note: string])[] = [
  ["masks_per_image", "Masks per image", "Dashed: published for SA-1B"],
  ["seconds_per_mask", "Seconds per mask", "Dashed: published for SA-1B"],
  ["clicks_per_mask", "Clicks per mask", "Of masks drawn by people"],
  ["iou", "IoU of the model", "One click. Grey: trained in the round"],
];

export function RoundCharts({ rows }: { rows: readonly LabelledOut[] }) {
  const xs = rows.map(nameOfRow);
  const ticks = rows.map((row) => String(row.round));
  const starts = stageStarts(rows);
  return (
    <div class="round-charts">
      {CHARTS.map(([measure, title, note]) => (
        <div key={measure} class="card">
          <LineChart
            title={title}
            note={note}
            xs={xs}
            ticks={ticks}
            starts={starts}
            xTitle="round (line: new stage)"
            lines={linesOf(rows, measure)}
            height={200}
          />
        </div>
      ))}
    </div>
  );
}

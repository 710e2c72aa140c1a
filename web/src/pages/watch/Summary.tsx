/** The numbers that matter most, each with what it was a round ago. */

import type { StatusOut } from "../../api/wire";
import { tell } from "../charts/scale";
import { newest, type Measure } from "./rounds";

/** Whether more is better; clicks and seconds are to fall. */
const TILES: readonly (readonly [Measure, title: string, digits: number, moreIsBetter: boolean])[] =
  [
    ["masks_per_image", "masks per image", 1, true],
    ["seconds_per_mask", "seconds per mask", 1, false],
    ["clicks_per_mask", "clicks per mask", 2, false],
    ["iou", "IoU of the model, one click", 3, true],
  ];

export function Summary({ status }: { status: StatusOut | null }) {
  const tasks = status?.tasks ?? {};
  const all = Object.values(tasks).reduce((sum, count) => sum + count, 0);
  const done = tasks["done"] ?? 0;
  return (
    <dl class="tiles">
      <div class="card tile">
        <dt>images done in this stage</dt>
        <dd>
          <strong>{status ? tell(done) : "–"}</strong>
          <span class="muted">of {tell(all)}</span>
          <progress class="progress" max={Math.max(1, all)} value={done} aria-label="Images done" />
        </dd>
      </div>
      {TILES.map(([measure, title, digits, moreIsBetter]) => {
        const value = newest(status?.rounds ?? [], measure);
        return (
          <div key={measure} class="card tile">
            <dt>{title}</dt>
            <dd>
              <strong>{value ? value.now.toFixed(digits) : "–"}</strong>
              <Change value={value} digits={digits} moreIsBetter={moreIsBetter} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface ChangeProps {
  value: { now: number; before: number | null } | null;
  digits: number;
  moreIsBetter: boolean;
}

function Change({ value, digits, moreIsBetter }: ChangeProps) {
  if (!value || value.before === null) return null;
  const by = value.now - value.before;
  const amount = Math.abs(by).toFixed(digits);
  if (Number(amount) === 0) return <span class="badge">as before</span>;
  const better = by > 0 === moreIsBetter;
  return (
    <span
      class={`badge ${better ? "good" : "warn"}`}
      title={`${value.before.toFixed(digits)} before`}
    >
      {by > 0 ? "+" : "−"}
      {amount}
      <span class="visually-hidden">{better ? ", better" : ", worse"} than a round ago</span>
    </span>
  );
}

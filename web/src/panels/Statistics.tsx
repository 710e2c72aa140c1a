/** An annotator's own figures: today's sitting, and everything so far. */

import { Dialog } from "./Dialog";

export interface Figures {
  readonly masks: number;
  readonly images: number;
  readonly secondsPerMask: number | null;
  readonly clicksPerMask: number | null;
  readonly masksPerHour: number | null;
}

export interface StatisticsProps {
  /** Since this page was opened. */
  readonly sitting: Figures;
  /** In this project, by the server; null: not known. */
  readonly whole: Figures | null;
  readonly close: () => void;
}

const ROWS: readonly (readonly [keyof Figures, string])[] = [
  ["masks", "Masks"],
  ["images", "Images"],
  ["secondsPerMask", "Seconds per mask"],
  ["clicksPerMask", "Clicks per mask"],
  ["masksPerHour", "Masks per hour"],
];

export function Statistics(props: StatisticsProps) {
  return (
    <Dialog title="Your figures" close={props.close}>
      <table class="table">
        <thead>
          <tr>
            <td />
            <th class="number">This sitting</th>
            <th class="number">This project</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([name, label]) => (
            <tr key={name}>
              <th>{label}</th>
              <td class="number">{told(props.sitting[name])}</td>
              <td class="number">{told(props.whole?.[name] ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">
        Published for people with a model's help: 34 seconds per mask at first, 14 in the end.
      </p>
    </Dialog>
  );
}

function told(value: number | null): string {
  if (value === null) return "–";
  return Number.isInteger(value) ? value.toLocaleString() : value.toFixed(1);
}

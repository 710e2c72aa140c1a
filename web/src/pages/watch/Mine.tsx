/** One's own work, for annotators. */

import type { Watch } from "../../api/watch";
import { tell } from "../charts/scale";
import { Panel } from "./Panel";
import { usePolled } from "./polled";

const SLOW_MS = 15_000;

export function Mine({ more }: { more: Watch }) {
  const { value, error } = usePolled(more.mine, () => SLOW_MS);
  const facts: readonly (readonly [title: string, value: number | null, digits: number])[] = [
    ["masks", value?.masks ?? null, 0],
    ["images", value?.images ?? null, 0],
    ["seconds per mask", value?.seconds_per_mask ?? null, 1],
    ["clicks per mask", value?.clicks_per_mask ?? null, 2],
    ["masks per hour", value?.masks_per_hour ?? null, 0],
    ["hours", value?.hours ?? null, 1],
  ];
  return (
    <Panel title="Your work" name="mine" error={error}>
      <dl class="queue-counts mine">
        {facts.map(([title, number, digits]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{number === null ? "–" : digits === 0 ? tell(number) : number.toFixed(digits)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

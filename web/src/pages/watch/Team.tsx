/** What everybody has done, and how fast. */

import type { Watch } from "../../api/watch";
import { tell } from "../charts/scale";
import { moment } from "../image/lineage";
import { Panel } from "./Panel";
import { usePolled } from "./polled";

const SLOW_MS = 15_000;

export function Team({ more }: { more: Watch }) {
  const team = usePolled(more.team, () => SLOW_MS);
  const rows = (team.value ?? []).toSorted((a, b) => b.masks - a.masks);
  return (
    <Panel title="People" name="team" error={team.error}>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="People and their work">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              {["Masks", "Images", "s/mask", "clicks/mask", "masks/h", "Hours"].map((title) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
              <th scope="col">Last seen</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((person) => (
              <tr key={person.account_id}>
                <td>{person.name}</td>
                <td>{person.role ?? "–"}</td>
                <td class="number">{tell(person.masks)}</td>
                <td class="number">{tell(person.images)}</td>
                <td class="number">{digits(person.seconds_per_mask, 1)}</td>
                <td class="number">{digits(person.clicks_per_mask, 2)}</td>
                <td class="number">{digits(person.masks_per_hour, 0)}</td>
                <td class="number">{digits(person.hours, 1)}</td>
                <td>{person.last_seen_ms === null ? "–" : moment(person.last_seen_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function digits(value: number | null, count: number): string {
  return value === null ? "–" : value.toFixed(count);
}

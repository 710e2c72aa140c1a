/** What waits to be done: tasks of the present stage and images, by state. */

import type { StatusOut } from "../../api/wire";
import { toPath } from "../../router";
import { tell } from "../charts/scale";
import { Panel } from "./Panel";

const TASKS = ["open", "leased", "done", "skipped"] as const;
const WORDS: Record<string, string> = {
  open: "waiting",
  leased: "in work",
  done: "done",
  skipped: "skipped",
};

export function Queue({ project, status }: { project: string; status: StatusOut | null }) {
  const tasks = status?.tasks ?? {};
  const known = TASKS.map((state) => ({ state, count: tasks[state] ?? 0 }));
  const all = known.reduce((sum, each) => sum + each.count, 0);
  const images = Object.entries(status?.images ?? {});
  return (
    <Panel title="Queue" name="queue" aside={<span class="muted">{status?.stage ?? ""}</span>}>
      <div class="stack" aria-hidden="true">
        {known.map(({ state, count }) => (
          <span
            key={state}
            class={`stack-part ${state}`}
            style={{ flexGrow: count, display: count === 0 ? "none" : undefined }}
          />
        ))}
      </div>
      <dl class="queue-counts">
        {known.map(({ state, count }) => (
          <div key={state}>
            <dt>
              <span class={`dot ${state}`} aria-hidden="true" />
              {WORDS[state]}
            </dt>
            <dd>
              {tell(count)}
              <span class="muted"> {all > 0 ? `${((100 * count) / all).toFixed(0)} %` : ""}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="muted">
        Images:{" "}
        {images.map(([state, count], index) => (
          <span key={state}>
            {index > 0 && ", "}
            <a href={`${toPath("/p/:project/explore", { project })}?state=${state}`}>
              {tell(count)} {state}
            </a>
          </span>
        ))}
        {status && status.held_out > 0 && `; ${tell(status.held_out)} held out to judge models on`}
      </p>
    </Panel>
  );
}

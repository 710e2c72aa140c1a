/** What is wrong and waits for somebody: flags to decide about, jobs that failed, faulty images. */

import { useState } from "preact/hooks";

import type { Api } from "../../api/client";
import type { Watch } from "../../api/watch";
import { toPath } from "../../router";
import { tell } from "../charts/scale";
import { moment } from "../image/lineage";
import { JOB_TITLES } from "./jobs";
import { Panel } from "./Panel";
import { usePolled } from "./polled";

const SLOW_MS = 15_000;

export function Faults({ project, api, more }: { project: string; api: Api; more: Watch }) {
  const faults = usePolled(more.faults, () => SLOW_MS);
  const [problem, setProblem] = useState<unknown>(null);
  const found = faults.value;
  const decide = (flagId: number, faulty: boolean) =>
    void api
      .resolveFlag(flagId, faulty)
      .then(
        () => setProblem(null),
        (error: unknown) => setProblem(error),
      )
      .finally(faults.again);
  return (
    <Panel title="Faults" name="faults" error={problem ?? faults.error}>
      <p class="fault-counts">
        <Count of={found?.open_flags} what="open flags" />
        <Count of={found?.failed_jobs} what="failed jobs" />
        <Count of={found?.faulty_images} what="faulty images" />
      </p>
      <ul class="fault-list">
        {(found?.flags ?? []).map((flag) => (
          <li key={`flag ${flag.id}`}>
            <p>
              <a href={toPath("/p/:project/images/:id", { project, id: String(flag.image_id) })}>
                {flag.image_name}
              </a>
              : {flag.reason}
            </p>
            <p class="muted">
              {flag.account_name}, {moment(flag.created_ms)}
            </p>
            <p class="notice-ways">
              <button type="button" class="button" onClick={() => decide(flag.id, false)}>
                Image is fine
              </button>
              <button type="button" class="button danger" onClick={() => decide(flag.id, true)}>
                Faulty
              </button>
            </p>
          </li>
        ))}
        {(found?.jobs ?? []).map((job) => (
          <li key={`job ${job.id}`}>
            <p>
              {JOB_TITLES[job.kind] ?? job.kind} failed: {job.message || "no reason was kept"}
            </p>
            <p class="muted">{moment(job.ended_ms ?? job.created_ms)}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Count({ of, what }: { of: number | undefined; what: string }) {
  return (
    <span class={`badge ${of ? "bad" : ""}`}>
      {of === undefined ? "–" : tell(of)} {what}
    </span>
  );
}

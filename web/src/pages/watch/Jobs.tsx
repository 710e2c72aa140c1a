/** Jobs of the engine: what runs and how far it is, with buttons to start and stop. */

import { useState } from "preact/hooks";

import type { Api } from "../../api/client";
import type { JobKind } from "../../api/routes_rounds";
import type { ReleaseForm, Watch } from "../../api/watch";
import type { JobOut } from "../../api/wire";
import { howFar, isActive, JOB_TITLES, outcomeOf, pauseOf, STARTS } from "./jobs";
import { Panel } from "./Panel";
import { usePolled } from "./polled";
import { ReleaseStart } from "./ReleaseStart";

const SHOWN = 8;

interface JobsProps {
  api: Api;
  more: Watch;
  admin: boolean;
  /** Something ended: what it changed is worth a look. */
  onDone: () => void;
}

export function Jobs({ api, more, admin, onDone }: JobsProps) {
  const [load] = useState(() => async () => {
    const jobs = await api.jobs(SHOWN);
    if (!jobs.some(isActive)) onDone();
    return jobs;
  });
  const jobs = usePolled(load, pauseOf);
  const [problem, setProblem] = useState<unknown>(null);
  const act = (request: Promise<unknown>) =>
    void request
      .then(
        () => setProblem(null),
        (error: unknown) => setProblem(error),
      )
      .finally(jobs.again);
  const busy = (kind: JobKind) => jobs.value?.some((job) => job.kind === kind && isActive(job));
  const release = (form: ReleaseForm, finishedOnly: boolean) =>
    act(more.askForRelease({ form, finished_only: finishedOnly }));
  return (
    <Panel title="Jobs" name="jobs" error={problem ?? jobs.error}>
      {admin && (
        <div class="starts">
          {STARTS.map(([kind, what]) => (
            <button
              key={kind}
              type="button"
              class="button start"
              disabled={busy(kind) === true}
              onClick={() => act(api.askForJob(kind))}
            >
              <span>{JOB_TITLES[kind]}</span>
              <span class="muted">{what}</span>
            </button>
          ))}
          <ReleaseStart busy={busy("release") === true} onStart={release} />
        </div>
      )}
      <ul class="jobs" aria-live="polite">
        {(jobs.value ?? []).map((job) => (
          <JobRow key={job.id} job={job} admin={admin} onStop={() => act(api.stopJob(job.id))} />
        ))}
      </ul>
      {jobs.value?.length === 0 && <p class="muted">No job has run yet.</p>}
    </Panel>
  );
}

const BADGES: Readonly<Record<string, string>> = {
  failed: "bad",
  done: "good",
  stopped: "warn",
};

function JobRow(props: { job: JobOut; admin: boolean; onStop: () => void }) {
  const { job, admin } = props;
  const title = JOB_TITLES[job.kind] ?? job.kind;
  return (
    <li class="job">
      <div class="job-line">
        <span class="job-title">{title}</span>
        <span class={`badge ${BADGES[job.state] ?? ""}`}>{job.state}</span>
        <span class="muted job-time">{howFar(job, Date.now())}</span>
        {admin && isActive(job) && (
          <button type="button" class="button" onClick={props.onStop} aria-label={`Stop: ${title}`}>
            Stop
          </button>
        )}
      </div>
      {job.state === "running" && (
        <progress
          class="progress"
          aria-label={`Progress: ${title}`}
          max={job.total > 0 ? job.total : 1}
          {...(job.total > 0 ? { value: job.done } : {})}
        />
      )}
      <p class="muted job-message">{[job.message, outcomeOf(job)].filter(Boolean).join(" · ")}</p>
    </li>
  );
}

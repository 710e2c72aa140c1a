/** What jobs are called, which can be asked for, and how far one is, in words. Pure. */

import type { JobKind } from "../../api/routes_rounds";
import type { JobOut } from "../../api/wire";

export const ACTIVE_MS = 2_000;
export const IDLE_MS = 12_000;
/** A worker that is there takes a job within seconds. */
const PATIENCE_MS = 15_000;

export const JOB_TITLES: Readonly<Record<string, string>> = {
  train: "Retrain the model",
  "train-detector": "Train the detector",
  propose: "Fill in proposals",
  automatic: "Label automatically",
  release: "Write a release",
};

/** What can be started with one press, and what it does. */
export const STARTS: readonly (readonly [kind: JobKind, what: string])[] = [
  ["train", "from all masks so far; the better model is put to use"],
  ["train-detector", "learns where objects are, for proposals"],
  ["propose", "sure masks on images that wait"],
  ["automatic", "the model labels what is left"],
];

export function isActive(job: JobOut): boolean {
  return job.state === "waiting" || job.state === "running";
}

/** Two seconds while something runs. */
export function pauseOf(jobs: readonly JobOut[] | null): number {
  return jobs?.some(isActive) ? ACTIVE_MS : IDLE_MS;
}

/** "3 of 40", "waits for a worker", "took 2 min". */
export function howFar(job: JobOut, nowMs: number): string {
  if (job.state === "waiting")
    return nowMs - job.created_ms < PATIENCE_MS
      ? "waits for a worker"
      : "waits for a worker; to start one: anymask engine work FOLDER";
  const since = job.started_ms ?? job.created_ms;
  const span = duration((job.ended_ms ?? nowMs) - since);
  if (job.state !== "running") return `took ${span}`;
  const left = remaining(job, nowMs - since);
  const pieces = job.total > 0 ? `${job.done} of ${job.total}, ` : "";
  return `${pieces}${span}${left === null ? "" : `, about ${left} left`}`;
}

/** "8 s", "3 min", "2 h 5 min". */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** From the pace so far; null before a twentieth is done. */
function remaining(job: JobOut, elapsedMs: number): string | null {
  if (job.total === 0 || job.done * 20 < job.total || job.done === 0) return null;
  return duration((elapsedMs / job.done) * (job.total - job.done));
}

/** What came of a job, from its result: "promoted", "kept aside", "12 masks". */
export function outcomeOf(job: JobOut): string {
  const { result } = job;
  const said: string[] = [];
  if (typeof result["promoted"] === "boolean")
    said.push(result["promoted"] ? "put to use" : "kept aside");
  for (const name of ["images", "masks"]) {
    const count = result[name];
    if (typeof count === "number") said.push(`${count} ${name}`);
  }
  return said.join(", ");
}

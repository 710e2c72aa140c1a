/** Routes about rounds: how a project stands, its models, and the jobs that workers do. */

import { ask, query } from "./http";
import type { JobIn, JobOut, ModelOut, StatusOut } from "./wire";

export type JobKind = JobIn["kind"];

export const roundRoutes = (at: string) => ({
  status: () => ask<StatusOut>("GET", `${at}/status`),
  models: () => ask<ModelOut[]>("GET", `${at}/models`),
  jobs: (limit?: number) => ask<JobOut[]>("GET", `${at}/jobs${query({ limit })}`),
  askForJob: (kind: JobKind) => ask<JobOut>("POST", `${at}/jobs`, { body: { kind } }),
  stopJob: (jobId: number) => ask<JobOut>("POST", `${at}/jobs/${jobId.toString()}/stop`),
});

/** Routes of the dashboard: rounds, people's work, what is wrong, and releases. */

import { ask, PREFIX, send } from "./http";
import type { FaultsOut, JobIn, JobOut, ReleaseIn, ReleaseOut, ReleasePage } from "./wire";
import type { RoundsOut, WorkedOut } from "./wire";

export type ReleaseForm = NonNullable<ReleaseIn["form"]>;

export function watch(project: string) {
  const at = `/projects/${encodeURIComponent(project)}`;
  return {
    rounds: () => ask<RoundsOut>("GET", `${at}/rounds`),
    team: () => ask<WorkedOut[]>("GET", `${at}/team`),
    mine: () => ask<WorkedOut>("GET", `${at}/mine`),
    faults: () => ask<FaultsOut>("GET", `${at}/faults`),
    releases: () => ask<ReleaseOut[]>("GET", `${at}/releases`),
    release: (id: number) => ask<ReleasePage>("GET", `${at}/releases/${id.toString()}`),
    askForRelease: (release: ReleaseIn) => {
      const body: JobIn = { kind: "release", release };
      return ask<JobOut>("POST", `${at}/jobs`, { body });
    },
    /** Address of a file of a release, for a link that downloads. */
    releaseFileUrl: (id: number, name: string) =>
      `${PREFIX}${at}/releases/${id.toString()}/files/${name.split("/").map(encodeURIComponent).join("/")}`,
    /** The same file for those who signed in with a token, which links do not carry. */
    releaseFile: async (id: number, name: string) => {
      const path = name.split("/").map(encodeURIComponent).join("/");
      return (await send("GET", `${at}/releases/${id.toString()}/files/${path}`)).blob();
    },
  };
}

export type Watch = ReturnType<typeof watch>;

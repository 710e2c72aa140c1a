/** What the user may do in a project: the server decides, pages only leave out what it would refuse. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { connect } from "../../api/client";
import { session } from "../../api/session";

export type Role = "annotator" | "reviewer" | "admin";

const ORDER: readonly Role[] = ["annotator", "reviewer", "admin"];

/** Ids of projects by name, as far as they are known. */
const ids = signal<ReadonlyMap<string, number>>(new Map());

/** The user's role in a project; null while it is not known. */
export function useRole(project: string | null): Role | null {
  const now = session.value;
  const me = now.kind === "in" || now.kind === "expired" ? now.me : null;
  const id = project === null ? undefined : ids.value.get(project);
  const signedIn = me !== null;
  useEffect(() => {
    if (project === null || id !== undefined || !signedIn) return;
    connect(project)
      .project()
      .then(
        (found) => (ids.value = new Map([...ids.value, [project, found.id]])),
        () => undefined,
      );
  }, [project, id, signedIn]);
  const role = id === undefined ? undefined : me?.roles[id];
  return ORDER.find((name) => name === role) ?? null;
}

/** Whether a role includes another one. */
export function includes(role: Role | null, needed: Role): boolean {
  return role !== null && ORDER.indexOf(role) >= ORDER.indexOf(needed);
}

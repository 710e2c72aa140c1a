/** Routes about projects: which there are, their stage, their people, and the audit log. */

import { ask, query } from "./http";
import type { EventPage, NewPerson, PersonIn, PersonOut, ProjectOut } from "./wire";

/** The projects in which the user has a role. */
export const listProjects = () => ask<ProjectOut[]>("GET", "/projects");

export const projectRoutes = (at: string) => ({
  project: () => ask<ProjectOut>("GET", at),
  changeStage: (stage: string) => ask<ProjectOut>("PATCH", at, { body: { stage } }),
  people: () => ask<PersonOut[]>("GET", `${at}/people`),
  addPerson: (person: PersonIn) => ask<NewPerson>("POST", `${at}/people`, { body: person }),
  /** The newest lines of the audit log, or those before one. */
  events: (page: { before?: number; limit?: number } = {}) =>
    ask<EventPage>("GET", `${at}/events${query(page)}`),
});

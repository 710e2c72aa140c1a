/**
 * One project on the server: a function for each route, with the types of its description. Errors
 * are `ApiError`. Masks go through the outbox, which calls `saveMask` and `deleteMask` itself.
 */

import { imageRoutes } from "./routes_images";
import { projectRoutes } from "./routes_projects";
import { qualityRoutes } from "./routes_quality";
import { roundRoutes } from "./routes_rounds";
import { taskRoutes } from "./routes_tasks";

export { ApiError } from "./http";

/** All routes of the project of a name; nothing is sent yet. */
export function connect(project: string) {
  const at = `/projects/${encodeURIComponent(project)}`;
  return {
    name: project,
    ...projectRoutes(at),
    ...imageRoutes(at),
    ...taskRoutes(at),
    ...qualityRoutes(at),
    ...roundRoutes(at),
  };
}

export type Api = ReturnType<typeof connect>;

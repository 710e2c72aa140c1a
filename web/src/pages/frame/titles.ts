/** The title of the browser's tab. */

import type { PageName, Route } from "../../router";

const TITLES: Record<PageName, string> = {
  projects: "Projects",
  sign_in: "Sign in",
  annotate: "Annotate",
  review: "Review",
  explore: "Explore",
  image: "Image",
  watch: "Watch",
  play: "Play",
  device: "On this device",
};

/** From what is most particular to what is least: "Explore · zoo · anymask". */
export function titleOf(route: Route | null): string {
  if (!route) return "Not found · anymask";
  const { project, id } = route.params;
  const title = route.page === "image" && id ? `Image ${id}` : TITLES[route.page];
  return [title, project, "anymask"].filter(Boolean).join(" · ");
}

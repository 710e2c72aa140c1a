/** The bar above every page: the brand, the pages of the project, what the page puts in, theme. */

import { place, toPath, type PageName } from "../../router";
import { Account } from "../sign_in/Account";
import { barContent } from "./bar_slot";
import { includes, useRole } from "./role";
import { ThemeSwitch } from "./ThemeSwitch";

const PAGES: readonly (readonly [page: PageName, title: string])[] = [
  ["annotate", "Annotate"],
  ["review", "Review"],
  ["explore", "Explore"],
  ["watch", "Watch"],
];

/** An image belongs to the explorer, so that is the page that is marked. */
function isCurrent(page: PageName, shown: PageName | null): boolean {
  return page === shown || (page === "explore" && shown === "image");
}

export function TopBar(props: { page: PageName | null; project: string | null }) {
  const { page, project } = props;
  const role = useRole(project);
  // Until the role is known, the room of the page for reviewers is kept.
  const hidden = (name: PageName) =>
    name === "review" && role !== null && !includes(role, "reviewer");
  return (
    <header class="topbar">
      <a class="skip" href="#page">
        Skip to the page
      </a>
      <a class="brand" href={page === "play" ? place.value.path : "/"} aria-label="anymask, start">
        <Mark />
        <span class="brand-name">anymask</span>
      </a>
      {project !== null && (
        <nav class="topbar-pages" aria-label={`Pages of ${project}`}>
          <a class="topbar-project" href={toPath("/p/:project/explore", { project })}>
            {project}
          </a>
          {PAGES.filter(([name]) => !hidden(name)).map(([name, title]) => (
            <a
              key={name}
              href={toPath(`/p/:project/${name}`, { project })}
              aria-current={isCurrent(name, page) ? "page" : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
      )}
      <div class="topbar-slot">{barContent.value}</div>
      <ThemeSwitch />
      <Account />
    </header>
  );
}

/** The sign: a point, and the mask around it. */
function Mark() {
  return (
    <svg class="brand-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M12 2.5c5 0 9.5 3 9.5 8.5 0 6-4 10.5-9.7 10.5S2.5 17.3 2.5 12 6.5 2.5 12 2.500Z" />
      <circle cx="12.5" cy="11.5" r="3" />
    </svg>
  );
}

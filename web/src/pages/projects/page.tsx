/** The projects of who is signed in: how each stands, and the ways into it. */

import { useEffect, useState } from "preact/hooks";

import { openOutbox } from "../../api/outbox";
import { listProjects } from "../../api/routes_projects";
import { session } from "../../api/session";
import type { ProjectOut } from "../../api/wire";
import { sentence } from "../sign_in/words";
import { ProjectCard } from "./ProjectCard";
import { Waiting } from "./Waiting";
import "./projects.css";

type Loaded =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly projects: readonly ProjectOut[] }
  | { readonly kind: "failed"; readonly message: string };

export default function Projects() {
  const [loaded, setLoaded] = useState<Loaded>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);
  const { value: now } = session;
  const me = now.kind === "in" || now.kind === "expired" ? now.me : null;
  useEffect(() => {
    openOutbox();
    listProjects().then(
      (projects) => setLoaded({ kind: "ready", projects }),
      (error: unknown) => setLoaded({ kind: "failed", message: messageOf(error) }),
    );
  }, [attempt, now.kind]);

  return (
    <div class="projects">
      <header class="projects-head">
        <h1>Projects</h1>
        <p class="muted" role="status">
          {loaded.kind === "ready" ? told(loaded.projects.length) : "\u00a0"}
        </p>
      </header>
      <Waiting />
      {loaded.kind === "failed" && (
        <section class="card projects-note" role="alert">
          <p>{sentence(loaded.message)}</p>
          <button type="button" class="button" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </button>
        </section>
      )}
      {loaded.kind === "ready" && loaded.projects.length === 0 && <NoProject />}
      {loaded.kind === "ready" && (
        <ul class="projects-grid">
          {loaded.projects.map((project) => (
            <ProjectCard key={project.id} project={project} role={me?.roles[project.id]} />
          ))}
        </ul>
      )}
      {loaded.kind === "loading" && <div class="card project-room" aria-hidden="true" />}
    </div>
  );
}

function NoProject() {
  return (
    <section class="card projects-note">
      <h2>No project yet</h2>
      <p class="muted">
        An admin of a project lets you in: <code>anymask engine account FOLDER NAME</code>. Load
        this page again then.
      </p>
    </section>
  );
}

function told(count: number): string {
  return count === 1 ? "You work in 1 project" : `You work in ${count.toString()} projects`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

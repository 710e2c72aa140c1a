/** One project: pictures of it, its stage and progress, and the pages that one's role opens. */

import { useEffect, useState } from "preact/hooks";

import { connect } from "../../api/client";
import { usePicture } from "../../api/pictures";
import type { ImageOut, ProjectOut, StatusOut } from "../../api/wire";
import { toPath } from "../../router";
import { figuresOf, may, progressOf, stageTitle } from "./summary";

const PICTURES = 4;

interface ProjectCardProps {
  readonly project: ProjectOut;
  readonly role: string | undefined;
}

export function ProjectCard(props: ProjectCardProps) {
  const { project, role } = props;
  const { name } = project;
  const [status, setStatus] = useState<StatusOut | null>(null);
  const [images, setImages] = useState<readonly ImageOut[]>([]);
  useEffect(() => {
    const api = connect(name);
    const ignore = () => undefined;
    api.status().then(setStatus, ignore);
    api.images({ limit: PICTURES }).then((page) => setImages(page.images), ignore);
  }, [name]);
  const title = `project-${project.id.toString()}`;
  return (
    <li class="card project" aria-labelledby={title}>
      <div class="project-strip" aria-hidden="true">
        {Array.from({ length: PICTURES }, (_, place) => (
          <Thumbnail key={place} project={name} image={images[place]} />
        ))}
      </div>
      <div class="project-title">
        <h2 id={title}>{name}</h2>
        <span class="badge">{stageTitle(project.stage)}</span>
        {role !== undefined && <span class="badge">{role}</span>}
      </div>
      <ProgressBar status={status} name={name} />
      <dl class="project-figures">
        {(status ? figuresOf(status) : EMPTY_FIGURES).map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Ways name={name} role={role} />
    </li>
  );
}

const EMPTY_FIGURES = ["Images", "Masks", "Seconds a mask"].map((label) => ({
  label,
  value: "\u00a0",
}));

function Ways(props: { name: string; role: string | undefined }) {
  const { name, role } = props;
  const to = (page: string) => toPath(`/p/:project/${page}`, { project: name });
  return (
    <nav class="project-ways" aria-label={`Pages of ${name}`}>
      <a class="button primary" href={to("annotate")}>
        Annotate
      </a>
      {may(role, "reviewer") && (
        <a class="button" href={to("review")}>
          Review
        </a>
      )}
      <a class="button" href={to("explore")}>
        Explore
      </a>
      <a class="button" href={to("watch")}>
        Watch
      </a>
    </nav>
  );
}

function ProgressBar(props: { status: StatusOut | null; name: string }) {
  const { done, all, share } = progressOf(props.status?.tasks ?? {});
  const counted = `${done.toLocaleString("en")} of ${all.toLocaleString("en")} images labelled`;
  const words = all === 0 ? "Nothing to label now" : counted;
  return (
    <div class="project-progress">
      <progress value={share} max={1} aria-label={`Progress of ${props.name}`} />
      <p class="muted">{props.status === null ? "\u00a0" : words}</p>
    </div>
  );
}

function Thumbnail(props: { project: string; image: ImageOut | undefined }) {
  const { project, image } = props;
  return (
    <span class="project-picture">
      {image && <Picture url={connect(project).thumbnailUrl(image.id)} />}
    </span>
  );
}

function Picture(props: { url: string }) {
  const source = usePicture(props.url);
  return source === null ? null : <img src={source} alt="" decoding="async" />;
}

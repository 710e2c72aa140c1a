/** One image: the picture with its masks, the masks as a tree and as a table, and its flags. */

import { useEffect, useMemo } from "preact/hooks";

import { place, toPath } from "../../router";
import { messageOf } from "../frame/Boundary";
import { choiceOf } from "./choice";
import { Flags } from "./Flags";
import { ImageHead } from "./ImageHead";
import { MaskDetails } from "./MaskDetails";
import { MaskTable } from "./MaskTable";
import { MaskTree } from "./MaskTree";
import { Picture } from "./Picture";
import { loadScene, type ImageScene } from "./scene";
import "./image.css";

export default function ImagePage(props: { params: Record<string, string> }) {
  const project = props.params["project"] ?? "";
  const id = Number(props.params["id"]);
  const loaded = useMemo(() => loadScene(project, id), [project, id]);
  useEffect(() => loaded.close, [loaded]);
  const now = loaded.loading.value;
  if (now.state === "failed") return <Failed project={project} error={now.error} />;
  if (now.state === "loading") return <Waiting project={project} />;
  return <Scene key={id} project={project} scene={now.scene} />;
}

function Scene({ project, scene }: { project: string; scene: ImageScene }) {
  const choice = useMemo(() => choiceOf(scene.masks), [scene]);
  const chosen = scene.masks.find((mask) => mask.id === choice.chosen.value) ?? null;
  return (
    <div class="image-page">
      <ImageHead project={project} image={scene.image} choice={choice} />
      <div class="image-stage">
        <Picture scene={scene} choice={choice} />
      </div>
      <div class="image-table">
        <MaskTable scene={scene} choice={choice} />
      </div>
      <aside class="image-side" aria-label="Masks">
        <MaskTree scene={scene} choice={choice} />
        <MaskDetails project={project} scene={scene} mask={chosen} />
        <Flags project={project} image={scene.image} />
      </aside>
    </div>
  );
}

/** The same rooms, still empty. */
function Waiting({ project }: { project: string }) {
  return (
    <div class="image-page" role="status" aria-label="Loading the image">
      <ImageHead project={project} image={null} choice={null} />
      <div class="image-stage" />
      <div class="image-table" />
      <aside class="image-side" />
    </div>
  );
}

function Failed({ project, error }: { project: string; error: unknown }) {
  return (
    <section class="notice" role="alert">
      <h1>The image cannot be shown</h1>
      <p>{messageOf(error)}</p>
      <p class="notice-ways">
        <a
          class="button primary"
          href={toPath("/p/:project/explore", { project }) + place.value.search}
        >
          Back to the explorer
        </a>
      </p>
    </section>
  );
}

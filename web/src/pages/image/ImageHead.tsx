/** Above the picture: back, previous and next, what the image is, and how masks are shown. */

import { useEffect } from "preact/hooks";

import type { ImageOut } from "../../api/wire";
import { Icon } from "../../panels/icons";
import { navigate, place, toPath } from "../../router";
import { tell } from "../charts/scale";
import type { Choice } from "./choice";
import { useNeighbours, type Neighbours } from "./neighbours";

interface ImageHeadProps {
  project: string;
  image: ImageOut | null;
  choice: Choice | null;
}

export function ImageHead({ project, image, choice }: ImageHeadProps) {
  const { search } = place.value;
  const neighbours = useNeighbours(project, search);
  useArrowKeys(neighbours);
  return (
    <header class="image-head">
      <a class="button quiet" href={toPath("/p/:project/explore", { project }) + search}>
        <Icon name="previous" /> Explorer
      </a>
      <Step to={neighbours.previous} label="Previous image" keys="D" icon="previous" />
      <Step to={neighbours.next} label="Next image" keys="F" icon="next" />
      <div class="image-title">
        <h1>{image?.name ?? "…"}</h1>
        <p class="muted">
          {image && `${tell(image.width)} × ${tell(image.height)}`}
          {neighbours.position && ` · ${neighbours.position}`}
        </p>
      </div>
      {image && image.state !== "ready" && <span class="badge bad">{image.state}</span>}
      {image?.held_out && (
        <span class="badge" title="Models are judged on this image and never trained on it">
          held out
        </span>
      )}
      {choice && <Shown choice={choice} />}
    </header>
  );
}

function Shown({ choice }: { choice: Choice }) {
  const { visible, opacity } = choice;
  return (
    <div class="image-shown">
      <label class="image-opacity">
        <span class="visually-hidden">Opacity of masks</span>
        <input
          class="slider"
          type="range"
          min="0"
          max="1"
          step="0.05"
          value={opacity.value}
          onInput={(event) => (opacity.value = Number(event.currentTarget.value))}
        />
      </label>
      <button
        type="button"
        class="button quiet icon"
        aria-pressed={visible.value}
        aria-label="Show masks"
        title="Show masks (H)"
        onClick={() => (visible.value = !visible.value)}
      >
        <Icon name={visible.value ? "eye" : "eyeOff"} />
      </button>
    </div>
  );
}

function Step(props: {
  to: string | null;
  label: string;
  keys: string;
  icon: "previous" | "next";
}) {
  const common = {
    class: `button icon${props.to === null ? " off" : ""}`,
    "aria-label": props.label,
    title: `${props.label} (${props.keys})`,
  };
  return props.to === null ? (
    <span {...common} role="link" aria-disabled="true">
      <Icon name={props.icon} />
    </span>
  ) : (
    <a {...common} href={props.to}>
      <Icon name={props.icon} />
    </a>
  );
}

/** D and F go on, as on the annotation page. */
function useArrowKeys(neighbours: Neighbours): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof Element && event.target.closest("input, textarea, select");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toLowerCase();
      const to = key === "d" ? neighbours.previous : key === "f" ? neighbours.next : null;
      if (to !== null) navigate(to);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [neighbours]);
}

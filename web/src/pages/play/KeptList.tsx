/** The kept masks: shape, name, size; pointing at one shows it on the photo. */

import { useMemo } from "preact/hooks";

import type { Size } from "../../geometry/points";
import { Icon } from "../../panels/icons";
import { colourOf, cssOf } from "../../state/colours";
import { saveBlob } from "../frame/save";
import { shareOf } from "../image/share";
import { cutOut } from "./cutout";
import { marked } from "./marked";
import type { Kept } from "./session";
import { shrunk } from "./shrunk";
import { Silhouette } from "./Silhouette";
import type { Studio } from "./studio";

/** Pixels along the longer side of a small shape. */
const SMALL = 48;

export function KeptList({ studio }: { studio: Studio }) {
  const { kept } = studio.session.value;
  const opened = studio.opened.value;
  return (
    <section class="kept">
      <div class="kept-head">
        <h2>
          Kept <span class="badge">{kept.length}</span>
        </h2>
        {kept.length > 1 && (
          <button
            type="button"
            class="button quiet"
            onClick={() => studio.send({ kind: "removeAll" })}
          >
            Remove all
          </button>
        )}
      </div>
      {kept.length === 0 && (
        <p class="muted">Masks that you keep are listed here, ready to be saved.</p>
      )}
      <ul class="kept-list">
        {opened &&
          kept.map((mask) => <Row key={mask.id} studio={studio} mask={mask} size={opened.size} />)}
      </ul>
    </section>
  );
}

function Row({ studio, mask, size }: { studio: Studio; mask: Kept; size: Size }) {
  const small = useMemo(() => shrunk(mask.counts, size, SMALL), [mask.counts, size]);
  const name = mask.name || `mask ${mask.id}`;
  const point = (id: number | null) => () => (marked.value = id);
  const save = () => {
    const opened = studio.opened.value;
    if (opened)
      void cutOut(opened, [mask]).then(
        (file) => saveBlob(file.blob, file.name),
        (error: unknown) => (studio.problem.value = String(error)),
      );
  };
  return (
    <li
      class={`kept-row${marked.value === mask.id ? " pointed" : ""}`}
      onPointerEnter={point(mask.id)}
      onPointerLeave={point(null)}
      onFocusCapture={point(mask.id)}
      onBlurCapture={point(null)}
    >
      <span class="kept-shape" style={{ color: cssOf(colourOf(mask.id)) }}>
        <Silhouette mask={small} />
      </span>
      <input
        class="kept-name"
        value={mask.name}
        placeholder={`mask ${mask.id}`}
        aria-label={`Name of mask ${mask.id}`}
        maxLength={200}
        onInput={(event) =>
          studio.send({ kind: "rename", id: mask.id, name: event.currentTarget.value })
        }
      />
      <span class="muted kept-share">{shareOf(mask.area / (size.width * size.height))}</span>
      <button
        type="button"
        class="button quiet icon small"
        aria-label={`Save a cut-out of ${name}`}
        title="Save a cut-out"
        onClick={save}
      >
        <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
          <path d="M12 4v11M7.5 10.5 12 15l4.5-4.5M5 19.5h14" />
        </svg>
      </button>
      <button
        type="button"
        class="button quiet icon small"
        aria-label={`Remove ${name}`}
        title="Remove"
        onClick={() => studio.send({ kind: "remove", id: mask.id })}
      >
        <Icon name="cross" />
      </button>
    </li>
  );
}

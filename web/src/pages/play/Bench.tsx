/** The photo at work: the canvas with its bar, and beside it what was kept. */

import { Icon } from "../../panels/icons";
import { Candidates } from "./Candidates";
import { Downloads } from "./Downloads";
import { KeptList } from "./KeptList";
import { PhotoCanvas } from "./PhotoCanvas";
import type { Studio } from "./studio";

export function Bench({ studio }: { studio: Studio }) {
  const looking = studio.phase.value === "looking";
  return (
    <div class="bench">
      <h1 class="visually-hidden">{studio.opened.value?.name ?? "Your photo"}</h1>
      <section class={`bench-stage${looking ? " looking" : ""}`} aria-label="Photo">
        <PhotoCanvas studio={studio} />
        <Hint studio={studio} />
        <BenchBar studio={studio} />
      </section>
      <aside class="bench-side" aria-label="Masks">
        <Everything studio={studio} />
        <KeptList studio={studio} />
        <Downloads studio={studio} />
        <footer class="bench-foot">
          <Place studio={studio} />
          <button type="button" class="button quiet" onClick={studio.leave}>
            Another photo
          </button>
        </footer>
      </aside>
    </div>
  );
}

/** One line on what to do next; it changes with what has been done. */
function Hint({ studio }: { studio: Studio }) {
  return (
    <p class="bench-hint" role="status">
      {studio.problem.value || hintFor(studio)}
    </p>
  );
}

function hintFor(studio: Studio): string {
  const { given, kept } = studio.session.value;
  if (studio.phase.value === "looking")
    return given.length === 0
      ? "The model is looking at your photo…"
      : "The model is looking at your photo; your click waits";
  if (given.length === 0)
    return kept.length === 0
      ? "Point at something and click, or drag a box around it"
      : "Next one: point, click, keep";
  if (studio.answers.value.length > 1)
    return "Part, object, or more? Tab goes through the answers. Enter or N keeps one";
  return "Click what is missing, right-click what is too much. Enter or N keeps it";
}

function BenchBar({ studio }: { studio: Studio }) {
  const { given, past, future } = studio.session.value;
  const idle = given.length === 0;
  return (
    <div class="bench-bar" role="toolbar" aria-label="Mask in work">
      <button
        type="button"
        class="button quiet icon"
        aria-label="Undo"
        title="Undo (Ctrl+Z)"
        disabled={past.length === 0}
        onClick={() => studio.send({ kind: "undo" })}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        class="button quiet icon"
        aria-label="Redo"
        title="Redo (Ctrl+Shift+Z)"
        disabled={future.length === 0}
        onClick={() => studio.send({ kind: "redo" })}
      >
        <Icon name="redo" />
      </button>
      <Candidates studio={studio} />
      <button
        type="button"
        class="button quiet"
        disabled={idle}
        title="Drop it (Esc)"
        onClick={() => studio.point({ kind: "clear" })}
      >
        Drop
      </button>
      <button
        type="button"
        class="button primary"
        disabled={studio.mask.value === null}
        title="Keep it (Enter or N)"
        onClick={studio.keep}
      >
        Keep
      </button>
    </div>
  );
}

function Everything({ studio }: { studio: Studio }) {
  const search = studio.search.value;
  const ready = studio.phase.value === "ready";
  return (
    <div class="everything">
      {search === null ? (
        <button
          type="button"
          class="button everything-button"
          disabled={!ready}
          onClick={() => void studio.everything()}
        >
          Find everything
        </button>
      ) : (
        <div class="everything-running">
          <progress
            class="progress"
            aria-label="Finding everything"
            max={search.total > 0 ? search.total : 1}
            {...(search.total > 0 ? { value: search.done } : {})}
          />
          <button type="button" class="button" onClick={studio.stopSearch}>
            Stop
          </button>
        </div>
      )}
    </div>
  );
}

/** Where prompts are answered. */
function Place({ studio }: { studio: Studio }) {
  const place = studio.place.value;
  const where = place === "server" ? "server" : "browser";
  return (
    <span class="badge" title={studio.reason.value}>
      {place !== null && <Icon name={where} />}
      {place === null ? "starting…" : place === "browser" ? "in this browser" : "on the server"}
    </span>
  );
}

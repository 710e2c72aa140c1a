/** Two versions of a mask side by side, both drawn on the picture: which one is to stay. */

import { computed, signal } from "@preact/signals";
import { useMemo } from "preact/hooks";

import type { Conflict } from "../api/outbox";
import { ImageCanvas } from "../canvas/ImageCanvas";
import { type Layer, NO_OVERLAY } from "../canvas/types";
import type { Size } from "../geometry/points";
import { rleArea, rleBox } from "../geometry/rle";
import { fitView, viewOfBox } from "../geometry/view";
import { colourOf } from "../state/colours";
import { Dialog } from "./Dialog";

export interface ConflictDialogProps {
  readonly conflict: Conflict;
  /** How many there are in all. */
  readonly left: number;
  readonly image: ImageBitmap | null;
  /** Of the picture; null: the mask belongs to another image than the one that is open. */
  readonly size: Size | null;
  readonly resolve: (choice: "mine" | "theirs") => void;
  readonly close: () => void;
}

export function ConflictDialog(props: ConflictDialogProps) {
  const { mine, theirs } = props.conflict;
  const own = "counts" in mine.body ? (mine.body.counts ?? null) : null;
  const their = theirs.state === "deleted" || theirs.state === "rejected" ? null : theirs.rle;
  const ownName = "category" in mine.body ? (mine.body.category ?? null) : null;
  return (
    <Dialog title="Two versions of one mask" close={props.close} wide>
      <p class="muted">
        Somebody else changed this mask after you had opened the image. Nothing is lost: choose the
        one that stays.
        {props.left > 1 && ` ${(props.left - 1).toString()} more follow.`}
      </p>
      <div class="versions">
        <Version title="Yours" counts={own} name={ownName} choose="mine" {...props} />
        <Version title="Theirs" counts={their} name={theirs.category} choose="theirs" {...props} />
      </div>
    </Dialog>
  );
}

interface VersionProps extends ConflictDialogProps {
  readonly title: string;
  /** Null: deleted. */
  readonly counts: string | null;
  readonly name: string | null;
  readonly choose: "mine" | "theirs";
}

function Version(props: VersionProps) {
  const { title, counts, size, image, choose } = props;
  const area = counts === null ? "deleted" : `${rleArea(counts).toLocaleString()} pixels`;
  return (
    <section class="version" aria-label={title}>
      <h3>{title}</h3>
      {size === null ? (
        <p class="version-picture muted">On another image.</p>
      ) : (
        <VersionPicture counts={counts} image={image} size={size} title={title} />
      )}
      <p class="muted">
        {props.name ?? "no name"} · {area}
      </p>
      <button
        type="button"
        class={choose === "mine" ? "button primary" : "button"}
        onClick={() => props.resolve(choose)}
      >
        Keep {title.toLowerCase()}
      </button>
    </section>
  );
}

function VersionPicture(props: {
  counts: string | null;
  image: ImageBitmap | null;
  size: Size;
  title: string;
}) {
  const { counts, image, size, title } = props;
  const signals = useMemo(() => {
    const box = counts === null ? null : rleBox(counts, size);
    const layers: Layer[] =
      counts === null
        ? []
        : [
            {
              id: title,
              counts,
              colour: colourOf(0),
              opacity: 0.5,
              hidden: false,
              selected: false,
              outline: true,
            },
          ];
    const viewport = signal<Size>({ width: 1, height: 1 });
    return {
      viewport,
      layers: computed<readonly Layer[]>(() => layers),
      overlay: computed(() => NO_OVERLAY),
      view: computed(() =>
        box === null ? fitView(size, viewport.value) : viewOfBox(box, viewport.value),
      ),
    };
  }, [counts, size, title]);
  return (
    <div class="version-picture">
      <ImageCanvas image={image} size={size} label={`${title}: the mask`} {...signals} />
    </div>
  );
}

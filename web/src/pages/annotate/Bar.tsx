/** What the editor puts into the top bar: progress, own figures, and whether everything is saved. */

import type { Signal } from "@preact/signals";

import { Icon } from "../../panels/icons";
import { StatusBadge } from "../../panels/StatusBadge";
import { InTopBar } from "../frame/bar_slot";
import type { DialogName } from "./Dialogs";
import type { Editor } from "./editor";
import type { Progress } from "./standing";

export interface BarProps {
  readonly editor: Editor;
  readonly dialog: Signal<DialogName | null>;
  readonly progress: Progress | null;
  readonly showFigures: () => void;
}

export function Bar({ editor, dialog, progress, showFigures }: BarProps) {
  const { status, waiting, durable } = editor.outbox;
  return (
    <InTopBar>
      <ProgressBar progress={progress} />
      <button
        type="button"
        class="button quiet icon"
        aria-label="Your figures"
        title="Your figures"
        onClick={showFigures}
      >
        <Icon name="chart" />
      </button>
      <StatusBadge
        status={status.value}
        waiting={waiting.value}
        durable={durable.value}
        open={() => {
          dialog.value = "decide";
        }}
      />
    </InTopBar>
  );
}

function ProgressBar({ progress }: { progress: Progress | null }) {
  const words =
    progress === null
      ? ""
      : `${progress.done.toLocaleString()} of ${progress.all.toLocaleString()}`;
  return (
    <span class="bar-progress" title={`${words} images`}>
      <progress max={progress?.all ?? 1} value={progress?.done ?? 0} aria-label="Images done" />
      <span>{words}</span>
    </span>
  );
}

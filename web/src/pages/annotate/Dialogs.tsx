/** The dialogs of the editor: at most one is open. */

import type { Signal } from "@preact/signals";

import { ConflictDialog } from "../../panels/ConflictDialog";
import { HeldDialog } from "../../panels/HeldDialog";
import { HotkeySheet } from "../../panels/HotkeySheet";
import { ReasonDialog } from "../../panels/ReasonDialog";
import { type Figures, Statistics } from "../../panels/Statistics";
import type { Editor } from "./editor";

export type DialogName = "sheet" | "statistics" | "skip" | "flag" | "decide";

export interface DialogsProps {
  readonly editor: Editor;
  readonly open: Signal<DialogName | null>;
  readonly sitting: Figures;
  readonly whole: Figures | null;
  readonly skip: (reason: string) => void;
  readonly flag: (reason: string) => void;
}

const SKIP_REASONS = ["Nothing to label", "Too many objects", "Too blurred", "I am not sure"];
const FLAG_REASONS = ["Shows a face", "Shows a licence plate", "Unreadable", "Offensive"];

export function Dialogs(props: DialogsProps) {
  const { editor, open } = props;
  const close = () => {
    open.value = null;
  };
  switch (open.value) {
    case "sheet":
      return (
        <HotkeySheet
          scope={editor.scope}
          keys={editor.preferences.value.keys}
          change={(keys) => {
            editor.preferences.value = { ...editor.preferences.value, keys };
          }}
          close={close}
        />
      );
    case "statistics":
      return <Statistics sitting={props.sitting} whole={props.whole} close={close} />;
    case "skip":
      return (
        <ReasonDialog
          title="Skip this image"
          explanation="Nobody gets it again in this stage. What you drew is kept."
          reasons={SKIP_REASONS}
          verb="Skip"
          optional
          send={props.skip}
          close={close}
        />
      );
    case "flag":
      return (
        <ReasonDialog
          title="This image is faulty"
          explanation="It is taken out of the work at once, and a reviewer decides."
          reasons={FLAG_REASONS}
          verb="Flag it"
          optional={false}
          send={props.flag}
          close={close}
        />
      );
    case "decide":
      return <Decide editor={editor} close={close} />;
    case null:
      return null;
  }
}

/** What the outbox asks: conflicts first, then what was not taken. */
function Decide({ editor, close }: { editor: Editor; close: () => void }) {
  const { outbox, book, model } = editor;
  const [conflict] = outbox.conflicts.value;
  const settle = async (work: Promise<void>) => {
    await work;
    await book.refresh();
  };
  if (conflict === undefined) {
    return (
      <HeldDialog
        held={outbox.held.value}
        again={(held) => void settle(outbox.again(held))}
        dismiss={(held) => void settle(outbox.dismiss(held))}
        close={close}
      />
    );
  }
  const picture = model.picture.value;
  const here = picture !== null && picture.imageId === conflict.mine.imageId;
  const left = outbox.conflicts.value.length;
  return (
    <ConflictDialog
      key={conflict.mine.requestId}
      conflict={conflict}
      left={left}
      image={here ? picture.bitmap : null}
      size={here ? picture.size : null}
      resolve={(choice) => {
        void settle(outbox.resolve(conflict, choice));
        if (left === 1) close();
      }}
      close={close}
    />
  );
}

/** The page where images are annotated. */

import { useRef, useState } from "preact/hooks";

import { Icon } from "../../panels/icons";
import { KeyCap, withKey } from "../../panels/ActionButton";
import { SlowHint } from "../../panels/SlowHint";
import { Bar } from "./Bar";
import { Desk } from "./Desk";
import { Dialogs } from "./Dialogs";
import { Notices } from "./Notices";
import { Side } from "./Side";
import { useStanding } from "./standing";
import { figuresOf, withImage } from "./tally";
import { useActions, useSeat } from "./use_editor";
import "./annotate.css";

export default function AnnotatePage(props: { params: Record<string, string> }) {
  const seat = useSeat(props.params["project"] ?? "", "annotate");
  const { editor, cursor, dialog } = seat;
  const { keeper, edits, model, book, preferences, speech } = editor;
  const standing = useStanding(editor);
  const nameField = useRef<HTMLInputElement>(null);
  const [patience, setPatience] = useState<string | null>(null);
  const { task, message } = keeper.sitting.value;
  const { keys } = preferences.value;

  const showFigures = () => {
    standing.look();
    dialog.value = "statistics";
  };
  const next = async () => {
    await edits.accept();
    if (book.document.value.size === 0 && !(await confirmEmpty())) return;
    const done = await keeper.finish();
    if (done) editor.tally.value = withImage(editor.tally.value);
  };
  const confirmEmpty = () => {
    const again = emptyAsked.current === task?.lease;
    emptyAsked.current = task?.lease ?? null;
    if (!again) speech.say("There is no object yet. Finish again if there is none to label.");
    return Promise.resolve(again);
  };
  const emptyAsked = useRef<string | null>(null);
  const run = useActions(seat, {
    open(name) {
      if (name === "statistics") showFigures();
      else dialog.value = name;
    },
    next: () => void next(),
    previous: () =>
      void keeper.previous().then((found) => {
        if (!found) speech.say("There is no earlier image to go back to now");
      }),
    rename: () => nameField.current?.focus(),
    search: () => document.getElementById("object-search")?.focus(),
    names: () => standing.names.value,
    review: () => undefined,
  });
  const slow = keeper.slow.value && patience !== task?.lease;

  return (
    <>
      <Bar
        editor={editor}
        dialog={dialog}
        progress={standing.progress.value}
        showFigures={showFigures}
      />
      <Desk
        editor={editor}
        cursor={cursor}
        run={run}
        side={
          <Side
            editor={editor}
            run={run}
            names={standing.names.value}
            nameField={nameField}
            head={<ImageHead name={model.picture.value?.name ?? ""} stage={task?.stage ?? ""} />}
            foot={
              <>
                {message !== "" && <p class="side-message">{message}</p>}
                <button
                  type="button"
                  class="button icon"
                  aria-label="Previous image"
                  title={withKey("Previous image", "previous", keys)}
                  onClick={() => run("previous")}
                >
                  <Icon name="previous" />
                </button>
                <button
                  type="button"
                  class="button icon"
                  aria-label="Skip this image"
                  title={withKey("Skip this image", "skip", keys)}
                  onClick={() => run("skip")}
                >
                  <Icon name="skip" />
                </button>
                <button
                  type="button"
                  class="button icon"
                  aria-label="Flag this image as faulty"
                  title={withKey("Flag this image as faulty", "flag", keys)}
                  onClick={() => run("flag")}
                >
                  <Icon name="flag" />
                </button>
                <button
                  type="button"
                  class="button primary side-finish"
                  disabled={task === null}
                  onClick={() => run("next")}
                >
                  Finish <KeyCap action="next" keys={keys} />
                </button>
              </>
            }
          />
        }
      >
        <Notices
          editor={editor}
          nothing="Every image of this stage is done, or somebody else is at work on it."
        />
        {slow && (
          <SlowHint
            keys={keys}
            next={() => run("next")}
            stay={() => setPatience(task?.lease ?? null)}
          />
        )}
      </Desk>
      <Dialogs
        editor={editor}
        open={dialog}
        sitting={figuresOf(editor.tally.value)}
        whole={standing.figures.value}
        skip={(reason) => {
          dialog.value = null;
          void keeper.skip(reason);
        }}
        flag={(reason) => {
          dialog.value = null;
          void keeper.flag(reason);
        }}
      />
    </>
  );
}

const STAGES: Readonly<Record<string, string>> = {
  "assisted-manual": "Label what you can name, the most prominent first.",
  "semi-automatic": "What is sealed was filled in: add what is missing.",
};

function ImageHead(props: { name: string; stage: string }) {
  return (
    <>
      <h1 class="side-title" title={props.name}>
        {props.name || " "}
      </h1>
      <p class="muted">{STAGES[props.stage] ?? " "}</p>
    </>
  );
}

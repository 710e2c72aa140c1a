/** The page where images are annotated. */

import { useState } from "preact/hooks";

import type { IconName } from "../../panels/icons";
import { SlowHint } from "../../panels/SlowHint";
import type { ActionName } from "../../state/actions";
import { Foot } from "./Foot";
import { Notices } from "./Notices";
import { useActions, useSeat } from "./use_editor";
import { useFinish } from "./use_finish";
import { Workplace } from "./Workplace";
import { useStanding } from "./standing";

const WAYS: readonly (readonly [ActionName, IconName])[] = [
  ["previous", "previous"],
  ["skip", "skip"],
  ["flag", "flag"],
];

const NOTHING = "Every image of this stage is done, or somebody else is at work on it.";

export default function AnnotatePage(props: { params: Record<string, string> }) {
  const seat = useSeat(props.params["project"] ?? "", "annotate");
  const { editor } = seat;
  const standing = useStanding(editor);
  const [patient, setPatient] = useState<string | null>(null);
  const { task } = editor.keeper.sitting.value;
  const finish = useFinish(editor, () =>
    editor.book.document.value.size === 0 ? EMPTY_IMAGE : "",
  );
  const run = useActions(seat, standing, { next: finish, review: () => false });
  const slow = editor.keeper.slow.value && patient !== task?.lease;
  return (
    <Workplace
      seat={seat}
      standing={standing}
      run={run}
      head={<ImageHead name={editor.model.picture.value?.name ?? ""} stage={task?.stage ?? ""} />}
      foot={<Foot editor={editor} actions={WAYS} run={run} missing="" />}
    >
      <Notices editor={editor} nothing={NOTHING} />
      {slow && (
        <SlowHint
          keys={editor.preferences.value.keys}
          next={() => run("next")}
          stay={() => setPatient(task?.lease ?? null)}
        />
      )}
    </Workplace>
  );
}

const EMPTY_IMAGE = "There is no object yet. Finish again if there is none to label.";

const STAGES: Readonly<Record<string, string>> = {
  "assisted-manual": "Label what you can name, the most prominent first.",
  "semi-automatic": "Locked masks were filled in: add what is missing.",
};

function ImageHead(props: { name: string; stage: string }) {
  return (
    <>
      <h1 class="side-title" title={props.name}>
        {props.name || "\u00a0"}
      </h1>
      <p class="muted">{STAGES[props.stage] ?? "\u00a0"}</p>
    </>
  );
}

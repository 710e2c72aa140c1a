/** The page where reviewers and auditors judge masks: accept, reject, or fix. */

import { useEffect } from "preact/hooks";

import type { IconName } from "../../panels/icons";
import type { ActionName } from "../../state/actions";
import type { VerdictName } from "../../state/document";
import { chooseAll, leader } from "../../state/selection";
import type { Editor } from "../annotate/editor";
import { Foot } from "../annotate/Foot";
import { Notices } from "../annotate/Notices";
import type { ReviewAction } from "../annotate/run";
import { useStanding } from "../annotate/standing";
import { useActions, useSeat } from "../annotate/use_editor";
import { useFinish } from "../annotate/use_finish";
import { Workplace } from "../annotate/Workplace";
import { nextOpen, notesOf, toJudge, verdictOn } from "./judging";
import { Verdicts } from "./Verdicts";
import "./review.css";

const WAYS: readonly (readonly [ActionName, IconName])[] = [
  ["skip", "skip"],
  ["flag", "flag"],
];

export default function ReviewPage(props: { params: Record<string, string> }) {
  const seat = useSeat(props.params["project"] ?? "", "review");
  const { editor } = seat;
  const standing = useStanding(editor);
  const { document } = editor.book;
  const all = toJudge(document.value);
  const left = all.filter(({ verdict }) => verdict === null).length;
  const finish = useFinish(editor, () => "");
  const run = useActions(seat, standing, {
    next: async () => {
      if (left === 0) return finish();
      goOn(editor);
      editor.speech.say(leftInWords(left));
    },
    review: (action) => judge(editor, action),
  });
  useFirstOpen(editor);
  const selected = all.find(({ id }) => id === leader(editor.selection.value)) ?? null;
  return (
    <Workplace
      seat={seat}
      standing={standing}
      run={run}
      notes={notesOf(document.value)}
      head={
        <>
          <h1 class="side-title">{headOf(editor)}</h1>
          <Verdicts
            instance={selected}
            judged={all.length - left}
            all={all.length}
            keys={editor.preferences.value.keys}
            run={run}
          />
        </>
      }
      foot={<Foot editor={editor} actions={WAYS} run={run} missing="" />}
    >
      <Notices
        editor={editor}
        nothing="No review waits for you. You never get images of your own."
      />
    </Workplace>
  );
}

const VERDICTS: Readonly<Partial<Record<ReviewAction, VerdictName>>> = {
  acceptMask: "accept",
  rejectMask: "reject",
};

/** Judge the selected mask and go on to the next; false: none is selected. */
function judge(editor: Editor, action: ReviewAction): boolean {
  const { book, selection, speech, edits } = editor;
  if (action === "nextOpen") return goOn(editor);
  const instance = book.document.value.get(leader(selection.value) ?? "");
  if (instance === undefined) return goOn(editor);
  const verdict = VERDICTS[action];
  if (verdict === undefined) return edits.edit();
  const command = verdictOn(instance, verdict);
  if (command !== null) book.perform(command);
  const more = goOn(editor);
  speech.say(`${verdict === "accept" ? "Accepted" : "Rejected"}${more ? "" : ". All are judged"}`);
  return true;
}

/** Select the next mask without a verdict; false: all have theirs. */
function goOn({ book, selection }: Editor): boolean {
  const next = nextOpen(book.document.value, leader(selection.value));
  if (next !== null) selection.value = chooseAll(selection.value, [next]);
  return next !== null;
}

/** An image opens with its first mask selected; a mask that was fixed gives way to the next. */
function useFirstOpen(editor: Editor): void {
  const { chosen } = editor.selection.value;
  const masks = editor.book.document.value;
  const { target, done } = editor.drafting.draft.value;
  const busy = target !== null || done > 0;
  useEffect(() => {
    if (chosen.length === 0 && !busy) goOn(editor);
  }, [editor, masks, busy]);
}

function headOf({ keeper, model }: Editor): string {
  const kind = keeper.sitting.value.task?.kind === "audit" ? "Audit" : "Review";
  return `${kind}: ${model.picture.value?.name ?? ""}`;
}

function leftInWords(left: number): string {
  return left === 1
    ? "One mask has no verdict yet"
    : `${left.toString()} masks have no verdict yet`;
}

/** Finishing an image: the mask in work is accepted first, and doubts are voiced once. */

import { useRef } from "preact/hooks";

import type { Editor } from "./editor";
import { withImage } from "./tally";

/**
 * The function that finishes the image.
 *
 * @param doubt why the image is perhaps not done; empty: no doubt. Asked again, it is finished.
 */
export function useFinish(editor: Editor, doubt: () => string): () => Promise<void> {
  const asked = useRef<string | null>(null);
  return async () => {
    const { keeper, edits, drafting, speech } = editor;
    const { task } = keeper.sitting.value;
    const before = drafting.draft.value;
    if (before.done > 0 && !(await edits.accept())) return;
    const words = doubt();
    if (words !== "" && asked.current !== task?.lease) {
      asked.current = task?.lease ?? null;
      speech.say(words);
      return;
    }
    if (await keeper.finish()) editor.tally.value = withImage(editor.tally.value);
  };
}

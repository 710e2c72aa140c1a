/** The object in work: which of the model's answers, how good it says they are, accept or cancel. */

import type { ActionName } from "../state/actions";
import type { Overrides } from "../state/shortcuts";
import { KeyCap, withKey } from "./ActionButton";

export interface DraftBarProps {
  /** The model's own estimate of each answer, best first; empty where it was not asked. */
  readonly scores: readonly number[];
  readonly choice: number;
  /** Whether there is a mask to accept. */
  readonly ready: boolean;
  readonly editing: boolean;
  readonly keys: Overrides;
  readonly pick: (choice: number) => void;
  readonly run: (action: ActionName) => void;
}

export function DraftBar(props: DraftBarProps) {
  const { scores, choice, keys, run } = props;
  return (
    <div class="draft-bar" role="group" aria-label="The object in work">
      {scores.length > 1 ? (
        <div class="draft-answers" role="radiogroup" aria-label="Possible masks">
          {scores.map((score, place) => (
            <button
              key={place}
              type="button"
              class="draft-answer"
              role="radio"
              aria-checked={place === choice}
              aria-label={`Mask ${(place + 1).toString()}, quality ${score.toFixed(2)}`}
              title={withKey("Next of the possible masks", "cycle", keys)}
              onClick={() => props.pick(place)}
            >
              {place + 1}
              <Quality score={score} />
            </button>
          ))}
        </div>
      ) : (
        <span class="draft-alone">
          {props.editing ? "Editing" : "New object"}
          {scores[0] !== undefined && <Quality score={scores[0]} />}
        </span>
      )}
      <button type="button" class="button quiet" onClick={() => run("lastClick")}>
        Undo step <KeyCap action="lastClick" keys={keys} />
      </button>
      <button type="button" class="button quiet" onClick={() => run("cancel")}>
        Cancel <KeyCap action="cancel" keys={keys} />
      </button>
      <button
        type="button"
        class="button primary"
        disabled={!props.ready}
        onClick={() => run("accept")}
      >
        Accept <KeyCap action="accept" keys={keys} />
      </button>
    </div>
  );
}

function Quality(props: { score: number }) {
  return (
    <span class="draft-quality">
      <meter min={0} max={1} low={0.6} high={0.8} optimum={1} value={props.score} />
      {props.score.toFixed(2).replace(/^0/, "")}
    </span>
  );
}

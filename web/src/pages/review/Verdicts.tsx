/** The three verdicts on the selected mask, and how many masks are left. */

import { KeyCap } from "../../panels/ActionButton";
import { titleOf } from "../../panels/Instances";
import type { ActionName } from "../../state/actions";
import type { Instance, VerdictName } from "../../state/document";
import type { Overrides } from "../../state/shortcuts";

export interface VerdictsProps {
  /** The mask to judge; null: none is selected, or it is the reviewer's own. */
  readonly instance: Instance | null;
  readonly judged: number;
  readonly all: number;
  readonly keys: Overrides;
  readonly run: (action: ActionName) => void;
}

const BUTTONS: readonly (readonly [ActionName, VerdictName, string])[] = [
  ["acceptMask", "accept", "Accept"],
  ["rejectMask", "reject", "Reject"],
  ["fixMask", "fix", "Fix"],
];

export function Verdicts(props: VerdictsProps) {
  const { instance, judged, all, keys, run } = props;
  return (
    <section class="verdicts" aria-label="Verdict">
      <p class="verdicts-line">
        <strong>{instance === null ? "No mask to judge" : titleOf(instance)}</strong>
        <span class="muted">
          {judged} of {all} judged
        </span>
      </p>
      <progress max={Math.max(1, all)} value={judged} aria-label="Masks judged" />
      <div class="verdicts-buttons">
        {BUTTONS.map(([action, verdict, label]) => (
          <button
            key={action}
            type="button"
            class={`button verdict-${verdict}`}
            aria-pressed={instance?.verdict === verdict}
            disabled={instance === null}
            onClick={() => run(action)}
          >
            {label} <KeyCap action={action} keys={keys} />
          </button>
        ))}
      </div>
    </section>
  );
}

/** Asks for the reason why an image is skipped or faulty, with the common ones at hand. */

import { useState } from "preact/hooks";

import { Dialog } from "./Dialog";

export interface ReasonDialogProps {
  readonly title: string;
  readonly explanation: string;
  readonly reasons: readonly string[];
  readonly verb: string;
  /** Whether there may be no reason. */
  readonly optional: boolean;
  readonly send: (reason: string) => void;
  readonly close: () => void;
}

const LONGEST = 2_000;

export function ReasonDialog(props: ReasonDialogProps) {
  const [reason, setReason] = useState("");
  const given = reason.trim();
  const ready = props.optional || given !== "";
  return (
    <Dialog title={props.title} close={props.close}>
      <form
        class="reason"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) props.send(given);
        }}
      >
        <p class="muted">{props.explanation}</p>
        <div class="reason-chips" role="group" aria-label="Common reasons">
          {props.reasons.map((each) => (
            <button
              key={each}
              type="button"
              class="button chip"
              aria-pressed={reason === each}
              onClick={() => setReason(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <label class="field">
          Reason{props.optional ? " (may be empty)" : ""}
          <input
            class="input"
            maxLength={LONGEST}
            value={reason}
            autoFocus
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <footer class="sheet-foot">
          <button type="button" class="button" onClick={props.close}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={!ready}>
            {props.verb}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** What the server did not take, in its words, and what can be done about it. */

import type { Held } from "../api/outbox";
import { Dialog } from "./Dialog";

export interface HeldDialogProps {
  readonly held: readonly Held[];
  readonly again: (held: Held) => void;
  readonly dismiss: (held: Held) => void;
  readonly close: () => void;
}

export function HeldDialog(props: HeldDialogProps) {
  return (
    <Dialog title="Not taken by the server" close={props.close}>
      <p class="muted">
        All of it is kept in this browser. What waits for a task is sent by itself once you have the
        task again.
      </p>
      <ul class="held-list">
        {props.held.map((each) => (
          <li key={each.write.requestId} class="held">
            <p>
              <strong>
                {each.write.kind === "delete" ? "A deletion" : "A mask"} on image{" "}
                {each.write.imageId}
              </strong>
              <span class="muted">{each.message}</span>
            </p>
            {each.why === "refused" && (
              <button type="button" class="button" onClick={() => props.again(each)}>
                Try again
              </button>
            )}
            <button type="button" class="button danger" onClick={() => props.dismiss(each)}>
              Let go
            </button>
          </li>
        ))}
      </ul>
      {props.held.length === 0 && <p>Everything is settled.</p>}
    </Dialog>
  );
}

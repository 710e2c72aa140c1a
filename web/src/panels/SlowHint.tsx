/** After half a minute on one mask, as the paper's annotators were told: better the next image. */

import type { Overrides } from "../state/shortcuts";
import { KeyCap } from "./ActionButton";

export function SlowHint(props: { keys: Overrides; next: () => void; stay: () => void }) {
  return (
    <div class="slow-hint" role="status">
      <span>This one takes more than 30 seconds. The next image may be more worthwhile.</span>
      <button type="button" class="button primary" onClick={props.next}>
        Next image <KeyCap action="next" keys={props.keys} />
      </button>
      <button type="button" class="button quiet" onClick={props.stay}>
        Stay
      </button>
    </div>
  );
}

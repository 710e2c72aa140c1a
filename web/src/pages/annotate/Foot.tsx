/** How an image is ended: finished, skipped, flagged, or left for the one before. */

import { KeyCap, withKey } from "../../panels/ActionButton";
import { Icon, type IconName } from "../../panels/icons";
import { ACTIONS, type ActionName } from "../../state/actions";
import type { Editor } from "./editor";

export interface FootProps {
  readonly editor: Editor;
  readonly actions: readonly (readonly [ActionName, IconName])[];
  readonly run: (action: ActionName) => void;
  /** Why the image cannot be finished yet; empty: it can. */
  readonly missing: string;
}

export function Foot({ editor, actions, run, missing }: FootProps) {
  const { keys } = editor.preferences.value;
  const { phase, message } = editor.keeper.sitting.value;
  const said = message !== "" ? message : missing;
  return (
    <>
      {said !== "" && <p class="side-message">{said}</p>}
      {actions.map(([action, icon]) => (
        <button
          key={action}
          type="button"
          class="button icon"
          aria-label={ACTIONS[action].label}
          title={withKey(ACTIONS[action].label, action, keys)}
          disabled={phase !== "working"}
          onClick={() => run(action)}
        >
          <Icon name={icon} />
        </button>
      ))}
      <button
        type="button"
        class="button primary side-finish"
        disabled={phase !== "working"}
        onClick={() => run("next")}
      >
        {phase === "ending" ? "Saving" : "Finish"} <KeyCap action="next" keys={keys} />
      </button>
    </>
  );
}

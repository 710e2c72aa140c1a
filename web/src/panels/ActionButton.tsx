/** A button for an action that also has a key: an icon, its name and key as a tip, and to readers. */

import { ACTIONS, type ActionName } from "../state/actions";
import { type Overrides, keysOf } from "../state/shortcuts";
import { Icon, type IconName } from "./icons";

export interface ActionButtonProps {
  readonly action: ActionName;
  readonly icon: IconName;
  readonly keys: Overrides;
  readonly run: (action: ActionName) => void;
  /** For switches: whether it is on. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

export function ActionButton(props: ActionButtonProps) {
  const { action, icon, keys, run, pressed, disabled } = props;
  const label = ACTIONS[action].label;
  return (
    <button
      type="button"
      class="button quiet icon tool"
      aria-label={label}
      aria-keyshortcuts={ariaKeys(action, keys)}
      aria-pressed={pressed}
      title={withKey(label, action, keys)}
      disabled={disabled}
      onClick={() => {
        run(action);
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

/** "Undo (Ctrl+Z)", or the label alone where there is no key. */
export function withKey(label: string, action: ActionName, keys: Overrides): string {
  const [first] = keysOf(action, keys);
  return first === undefined ? label : `${label} (${first})`;
}

/** The first key of an action on a little keycap; nothing where there is none. */
export function KeyCap(props: { action: ActionName; keys: Overrides }) {
  const [first] = keysOf(props.action, props.keys);
  return first === undefined ? null : <kbd>{shown(first)}</kbd>;
}

const SIGNS: Readonly<Record<string, string>> = {
  Escape: "Esc",
  Backspace: "Back",
  Delete: "Del",
  PageDown: "PgDn",
  PageUp: "PgUp",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** A key as it stands on the keycap. */
export function shown(binding: string): string {
  const parts = binding === "+" ? ["+"] : binding.split("+");
  return parts.map((part) => SIGNS[part] ?? (part === "" ? "+" : part)).join(" ");
}

function ariaKeys(action: ActionName, keys: Overrides): string {
  return keysOf(action, keys)
    .map((key) => key.replace("Ctrl", "Control"))
    .join(" ");
}

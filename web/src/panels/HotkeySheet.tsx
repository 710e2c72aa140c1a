/** All keys by group; any of them is bound anew by pressing another one, conflicts are said first. */

import { useState } from "preact/hooks";

import { ACTIONS, type ActionName, GROUPS, type Scope } from "../state/actions";
import { type Overrides, bind, bindingOf, keysOf, taken, unbind } from "../state/shortcuts";
import { shown } from "./ActionButton";
import { Dialog } from "./Dialog";

export interface HotkeySheetProps {
  readonly scope: Scope;
  readonly keys: Overrides;
  readonly change: (keys: Overrides) => void;
  readonly close: () => void;
}

interface Asking {
  readonly action: ActionName;
  /** A key that another action has. */
  readonly wanted: string | null;
}

export function HotkeySheet(props: HotkeySheetProps) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const { keys, change } = props;
  const names = (Object.keys(ACTIONS) as ActionName[]).filter(
    (name) => ACTIONS[name].scope === "both" || ACTIONS[name].scope === props.scope,
  );
  const take = (action: ActionName, binding: string) => {
    if (taken(binding, action, keys) === null) {
      change(bind(action, binding, keys));
      setAsking(null);
    } else setAsking({ action, wanted: binding });
  };
  return (
    <Dialog title="Keys" close={props.close} wide>
      <p class="muted">
        Press a key's field and then the key that you want. Space held moves the picture; the wheel
        zooms; arrows move a cursor by one pixel, with Shift by ten, with Ctrl by a tenth.
      </p>
      <div class="keys-groups">
        {GROUPS.filter((group) => names.some((name) => ACTIONS[name].group === group)).map(
          (group) => (
            <section key={group} class="keys-group">
              <h3>{group}</h3>
              {names
                .filter((name) => ACTIONS[name].group === group)
                .map((name) => (
                  <KeyRow
                    key={name}
                    action={name}
                    keys={keys}
                    asking={asking?.action === name ? asking : null}
                    ask={() => setAsking({ action: name, wanted: null })}
                    give={(binding) => take(name, binding)}
                    force={(binding) => {
                      change(bind(name, binding, keys));
                      setAsking(null);
                    }}
                    reset={() => change(unbind(name, keys))}
                    leave={() => setAsking(null)}
                  />
                ))}
            </section>
          ),
        )}
      </div>
      <footer class="sheet-foot">
        <button type="button" class="button" onClick={() => change({})}>
          All keys as they came
        </button>
      </footer>
    </Dialog>
  );
}

interface KeyRowProps {
  readonly action: ActionName;
  readonly keys: Overrides;
  readonly asking: Asking | null;
  readonly ask: () => void;
  readonly give: (binding: string) => void;
  readonly force: (binding: string) => void;
  readonly reset: () => void;
  readonly leave: () => void;
}

function KeyRow(props: KeyRowProps) {
  const { action, keys, asking } = props;
  const { label } = ACTIONS[action];
  const bound = keysOf(action, keys);
  const wanted = asking?.wanted ?? null;
  const other = wanted === null ? null : taken(wanted, action, keys);
  return (
    <div class="keys-row">
      <span>{label}</span>
      {keys[action] !== undefined && (
        <button
          type="button"
          class="keys-reset"
          aria-label={`${label}: as it came`}
          onClick={props.reset}
        >
          reset
        </button>
      )}
      <button
        type="button"
        class="keys-field"
        onClick={props.ask}
        onBlur={() => {
          if (wanted === null && asking !== null) props.leave();
        }}
        onKeyDown={(event) => {
          if (asking === null || event.key === "Tab") return;
          const binding = bindingOf(event);
          event.preventDefault();
          event.stopPropagation();
          if (binding !== null) props.give(binding);
        }}
      >
        <span class="visually-hidden">Change the key of {label}:</span>
        {asking !== null && wanted === null
          ? "press a key"
          : bound.map((key) => <kbd key={key}>{shown(key)}</kbd>)}
        {bound.length === 0 && asking === null && <span class="muted">none</span>}
      </button>
      {wanted !== null && other !== null && (
        <p class="keys-conflict" role="alert">
          <span>
            <kbd>{shown(wanted)}</kbd> is for “{ACTIONS[other].label}”.
          </span>
          <button type="button" class="button chip" onClick={() => props.force(wanted)}>
            Take it
          </button>
          <button type="button" class="button chip" onClick={props.leave}>
            Keep
          </button>
        </p>
      )}
    </div>
  );
}

/** The objects of the image: search, and for each a row to select, name, hide, lock and delete. */

import { Component, createRef } from "preact";
import { useState } from "preact/hooks";

import { colourOf, cssOf } from "../state/colours";
import type { Instance } from "../state/document";
import type { Selection } from "../state/selection";
import { Icon } from "./icons";

/** For the key that searches. */
export const SEARCH_FIELD = "object-search";

/** What a row can ask for. */
export interface RowActions {
  choose(id: string, more: boolean): void;
  hide(id: string): void;
  lock(id: string): void;
  remove(id: string): void;
  rename(id: string): void;
}

export interface InstancesProps {
  readonly instances: readonly Instance[];
  readonly selection: Selection;
  readonly actions: RowActions;
  /** What is said at the right of a row instead of its quality, such as a verdict. */
  readonly notes?: ReadonlyMap<string, string>;
}

export function Instances(props: InstancesProps) {
  const { instances, selection, actions } = props;
  const [wanted, setWanted] = useState("");
  const found = search(instances, wanted);
  return (
    <section class="objects" aria-label="Objects">
      <header class="panel-head">
        <h2>Objects</h2>
        <span class="muted">{countOf(found.length, instances.length)}</span>
      </header>
      <label class="objects-search">
        <span class="visually-hidden">Search objects by name or number</span>
        <Icon name="search" />
        <input
          id={SEARCH_FIELD}
          class="input"
          type="search"
          placeholder="Search"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      </label>
      <ul class="objects-list">
        {found.map((instance) => (
          <Row
            key={instance.id}
            instance={instance}
            chosen={selection.chosen.includes(instance.id)}
            hidden={selection.hidden.has(instance.id)}
            locked={selection.locked.has(instance.id)}
            note={props.notes?.get(instance.id) ?? null}
            actions={actions}
          />
        ))}
        {instances.length === 0 && (
          <li class="objects-empty muted">
            Nothing yet. Click an object; the most prominent one first.
          </li>
        )}
        {instances.length > 0 && found.length === 0 && (
          <li class="objects-empty muted">No object is called “{wanted}”.</li>
        )}
      </ul>
    </section>
  );
}

/** "Object 3" where there is no name. */
export function titleOf(instance: Instance): string {
  return instance.category ?? `Object ${(instance.prominence + 1).toString()}`;
}

interface RowProps {
  readonly instance: Instance;
  readonly chosen: boolean;
  readonly hidden: boolean;
  readonly locked: boolean;
  readonly note: string | null;
  readonly actions: RowActions;
}

/** Drawn anew only when something of this row changed: an image may have hundreds. */
class Row extends Component<RowProps> {
  private readonly row = createRef<HTMLLIElement>();

  override shouldComponentUpdate(next: RowProps): boolean {
    const names = Object.keys(next) as (keyof RowProps)[];
    return names.some((name) => next[name] !== this.props[name]);
  }

  override componentDidUpdate(before: RowProps): void {
    const { chosen } = this.props;
    if (chosen && !before.chosen) this.row.current?.scrollIntoView({ block: "nearest" });
  }

  override render() {
    const { instance, chosen, hidden, locked, actions } = this.props;
    const { id, sealed, predictedIou } = instance;
    const title = titleOf(instance);
    const quality = this.props.note ?? (predictedIou === null ? "" : predictedIou.toFixed(2));
    const label = [
      [title, quality].filter(Boolean).join(" "),
      sealed ? "filled in" : "",
      locked || sealed ? "locked" : "",
      hidden ? "hidden" : "",
    ]
      .filter(Boolean)
      .join(", ");
    return (
      <li ref={this.row} class={rowClass(chosen, hidden)}>
        <button
          type="button"
          class="objects-name"
          aria-pressed={chosen}
          aria-label={label}
          onClick={(event) => {
            actions.choose(id, event.shiftKey || event.ctrlKey || event.metaKey);
          }}
          onDblClick={() => actions.rename(id)}
        >
          <span
            class="objects-colour"
            style={{ backgroundColor: cssOf(colourOf(instance.prominence)) }}
          />
          <span class="objects-title">{title} </span>
          <span class="objects-quality">{quality}</span>
        </button>
        <button
          type="button"
          class="objects-tool"
          aria-pressed={hidden}
          aria-label={`${hidden ? "Show" : "Hide"} ${title}`}
          title={hidden ? "Show" : "Hide"}
          onClick={() => actions.hide(id)}
        >
          <Icon name={hidden ? "eyeOff" : "eye"} />
        </button>
        <button
          type="button"
          class="objects-tool"
          aria-pressed={locked || sealed}
          aria-label={`${locked || sealed ? "Unlock" : "Lock"} ${title}`}
          title={
            sealed ? "Filled in by the engine: add what is missing" : locked ? "Unlock" : "Lock"
          }
          disabled={sealed}
          onClick={() => actions.lock(id)}
        >
          <Icon name={sealed || locked ? "lock" : "unlock"} />
        </button>
        <button
          type="button"
          class="objects-tool objects-remove"
          aria-label={`Delete ${title}`}
          title="Delete"
          disabled={sealed || locked}
          onClick={() => actions.remove(id)}
        >
          <Icon name="trash" />
        </button>
      </li>
    );
  }
}

function rowClass(chosen: boolean, hidden: boolean): string {
  return ["objects-row", chosen ? "chosen" : "", hidden ? "is-hidden" : ""].join(" ");
}

function countOf(found: number, all: number): string {
  return found === all ? all.toString() : `${found.toString()} of ${all.toString()}`;
}

function search(instances: readonly Instance[], wanted: string): readonly Instance[] {
  const words = wanted.trim().toLowerCase();
  if (words === "") return instances;
  return instances.filter((each) => titleOf(each).toLowerCase().includes(words));
}

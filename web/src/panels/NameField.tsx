/** The name of what is selected, with the names in use at hand: by typing, and by number keys. */

import { useState } from "preact/hooks";

/** For the key that names. */
export const NAME_FIELD = "object-name";

export interface NameFieldProps {
  /** Of the selected: one name, null for none, undefined for several different ones. */
  readonly name: string | null | undefined;
  readonly selected: number;
  /** Names in use, most used first. */
  readonly names: readonly string[];
  readonly rename: (name: string | null) => void;
  /** Give the keyboard back to the picture. */
  readonly leave: () => void;
}

const BY_KEY = 9;
const LONGEST = 200;

export function NameField(props: NameFieldProps) {
  const { names, rename, selected, leave } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const now = typed ?? props.name ?? "";
  const nothing = selected === 0;
  const commit = (value: string) => {
    setTyped(null);
    const name = value.trim();
    if ((name || null) !== (props.name ?? null)) rename(name || null);
  };
  return (
    <section class="name-field" aria-label="Name">
      <label class="field">
        {nothing ? "Name of what comes next" : `Name of ${countOf(selected)}`}
        <input
          id={NAME_FIELD}
          class="input"
          list="names-in-use"
          maxLength={LONGEST}
          value={now}
          placeholder={props.name === undefined ? "several" : "no name"}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onBlur={(event) => {
            if (typed !== null) commit(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            // Leaving the field is what commits it.
            if (event.key === "Escape") event.currentTarget.value = props.name ?? "";
            if (event.key === "Enter" || event.key === "Escape") leave();
          }}
        />
      </label>
      <datalist id="names-in-use">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div class="name-chips" role="group" aria-label="Names in use">
        {names.slice(0, BY_KEY).map((name, place) => (
          <button
            key={name}
            type="button"
            class="button chip"
            aria-pressed={props.name === name}
            title={`${name} (${(place + 1).toString()})`}
            onClick={() => rename(name)}
          >
            <kbd>{place + 1}</kbd>
            <span>{name}</span>
          </button>
        ))}
      </div>
    </section>
  );
}

function countOf(selected: number): string {
  return selected === 1 ? "the selected" : `${selected.toString()} selected`;
}

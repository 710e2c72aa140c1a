/** The form fields of the filters: text, a pair of bounds, a slider, a choice with counts. */

import { useEffect, useRef, useState } from "preact/hooks";

import { tell } from "../charts/scale";
import type { NumberFilter } from "./filters";

const PAUSE_MS = 250;

/** Text that is passed on once the typing pauses. */
export function SearchField(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
}) {
  const [text, setText] = useState(props.value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(props.value), [props.value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const typed = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => props.onInput(value), PAUSE_MS);
  };
  return (
    <label class="field">
      {props.label}
      <input
        class="input"
        type="search"
        value={text}
        placeholder="part of a name"
        onInput={(event) => typed(event.currentTarget.value)}
      />
    </label>
  );
}

/** Least and most of something; `scale` is how the field shows 1. */
export function RangeFields(props: {
  label: string;
  names: readonly [NumberFilter, NumberFilter];
  values: readonly [number | undefined, number | undefined];
  scale: number;
  onChange: (name: NumberFilter, value: number | undefined) => void;
}) {
  const bound = (index: 0 | 1, title: string) => {
    const value = props.values[index];
    return (
      <input
        class="input"
        type="number"
        min="0"
        step="any"
        inputMode="decimal"
        aria-label={`${props.label}: ${title}`}
        placeholder={title}
        value={value === undefined ? "" : String(Number((value * props.scale).toPrecision(6)))}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const number = Number(text) / props.scale;
          const usable = text !== "" && Number.isFinite(number) && number >= 0;
          props.onChange(props.names[index], usable ? number : undefined);
        }}
      />
    );
  };
  return (
    <fieldset class="field explore-range">
      <legend>{props.label}</legend>
      {bound(0, "least")}
      <span aria-hidden="true">to</span>
      {bound(1, "most")}
    </fieldset>
  );
}

/** A bound from 0 to 1; 0 is no bound. */
export function SliderField(props: {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  const value = props.value ?? 0;
  return (
    <label class="field">
      <span class="explore-slider">
        {props.label}
        <output>{value === 0 ? "any" : value.toFixed(2)}</output>
      </span>
      <input
        class="slider"
        type="range"
        min="0"
        max="1"
        step="0.01"
        value={value}
        onInput={(event) => {
          const next = Number(event.currentTarget.value);
          props.onChange(next === 0 ? undefined : next);
        }}
      />
    </label>
  );
}

interface Choice {
  readonly value: string;
  readonly name: string;
  /** How many have it; null: not counted. */
  readonly masks: number | null;
}

/** One of several values, or any; a value that is not among them is shown all the same. */
export function ChoiceField(props: {
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChange: (value: string | undefined) => void;
}) {
  const { value, choices } = props;
  const foreign = value !== undefined && !choices.some((choice) => choice.value === value);
  return (
    <label class="field">
      {props.label}
      <select
        class="input"
        value={value ?? ""}
        onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
      >
        <option value="">any</option>
        {foreign && <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.masks === null ? choice.name : `${choice.name} (${tell(choice.masks)})`}
          </option>
        ))}
      </select>
    </label>
  );
}

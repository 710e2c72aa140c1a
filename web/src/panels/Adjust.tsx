/** How masks and picture are shown: opacity, brightness, contrast, and the size of the brush. */

import { type Preferences, RANGES, type Ranged } from "../state/preferences";

export interface AdjustProps {
  readonly preferences: Preferences;
  readonly change: (name: Ranged, value: number) => void;
}

const LABELS: Readonly<Record<Ranged, string>> = {
  opacity: "Masks",
  brightness: "Brightness",
  contrast: "Contrast",
  radius: "Brush",
};

export function Adjust(props: AdjustProps) {
  return (
    <section class="adjust" aria-label="View">
      {(Object.keys(LABELS) as Ranged[]).map((name) => (
        <label key={name} class="adjust-row">
          <span>{LABELS[name]}</span>
          <input
            type="range"
            min={position(name, RANGES[name].least)}
            max={position(name, RANGES[name].most)}
            step="any"
            value={position(name, props.preferences[name])}
            aria-valuetext={told(name, props.preferences[name])}
            onInput={(event) =>
              props.change(name, valueAt(name, event.currentTarget.valueAsNumber))
            }
          />
          <output>{told(name, props.preferences[name])}</output>
        </label>
      ))}
    </section>
  );
}

/** Small brushes need finer steps than large ones: the slider is their logarithm. */
function position(name: Ranged, value: number): number {
  return name === "radius" ? Math.log(value) : value;
}

function valueAt(name: Ranged, place: number): number {
  return name === "radius" ? Math.exp(place) : place;
}

function told(name: Ranged, value: number): string {
  return name === "radius" ? `${value.toString()} px` : `${Math.round(100 * value).toString()} %`;
}

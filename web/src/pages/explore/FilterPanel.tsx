/** Everything that images can be filtered by; a change is seen at once. */

import type { FacetOut, FacetsOut } from "../../api/wire";
import { BarChart } from "../charts/BarChart";
import { ChoiceField, RangeFields, SearchField, SliderField } from "./fields";
import { chosen, withFilter, type Filters, type NumberFilter, type TextFilter } from "./filters";

type Counted = "stages" | "categories" | "accounts" | "models";

const CHOICES: readonly (readonly [name: TextFilter, label: string, facet: Counted | null])[] = [
  ["stage", "Stage", "stages"],
  ["category", "Label", "categories"],
  ["account", "Annotator", "accounts"],
  ["model", "Model", "models"],
  ["state", "State", null],
];

const STATES = ["ready", "faulty"].map((name) => ({ value: name, name, masks: null }));

interface FilterPanelProps {
  filters: Filters;
  facets: FacetsOut | null;
  onChange: (filters: Filters) => void;
  onClose: () => void;
}

export function FilterPanel({ filters, facets, onChange, onClose }: FilterPanelProps) {
  const set = (name: TextFilter | NumberFilter, value: string | number | undefined) =>
    onChange(withFilter(filters, name, value));
  const bins = facets?.bins ?? [];
  const bin = bins.findIndex((each) => each.name === filters.bin);
  return (
    <aside class="explore-panel" aria-label="Filters">
      <div class="explore-panel-head">
        <h2>Filters</h2>
        <button
          type="button"
          class="button quiet"
          disabled={chosen(filters).length === 0}
          onClick={() => onChange({ order: filters.order })}
        >
          Clear
        </button>
        <button type="button" class="button quiet explore-panel-close" onClick={onClose}>
          Done
        </button>
      </div>
      <SearchField label="File name" value={filters.name ?? ""} onInput={(v) => set("name", v)} />
      <div class="explore-bins">
        <BarChart
          title="Masks per image"
          note={bins.length === 0 ? "Counting…" : "Choose a bar to see its images"}
          bars={bins.map((each) => ({
            name: `${each.name} masks`,
            short: each.name.replace(/-.*/, ""),
            value: each.count,
          }))}
          xTitle="masks, from"
          unit="images"
          height={150}
          chosen={bin < 0 ? null : bin}
          onPick={(index) => set("bin", index === bin ? undefined : bins[index]?.name)}
        />
      </div>
      <RangeFields
        label="Number of masks"
        names={["least_masks", "most_masks"]}
        values={[filters.least_masks, filters.most_masks]}
        scale={1}
        onChange={set}
      />
      <RangeFields
        label="A mask’s share of the image, in %"
        names={["least_area", "most_area"]}
        values={[filters.least_area, filters.most_area]}
        scale={100}
        onChange={set}
      />
      <SliderField
        label="Predicted IoU of a mask, at least"
        value={filters.least_score}
        onChange={(value) => set("least_score", value)}
      />
      {CHOICES.map(([name, label, facet]) => (
        <ChoiceField
          key={name}
          label={label}
          value={filters[name]}
          choices={facet === null ? STATES : choicesOf(facets?.[facet])}
          onChange={(value) => set(name, value)}
        />
      ))}
    </aside>
  );
}

function choicesOf(facets: readonly FacetOut[] = []) {
  return facets.map(({ id, name, count }) => ({ value: String(id ?? name), name, masks: count }));
}

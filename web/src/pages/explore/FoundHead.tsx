/** Above what was found: how much it is, by which filters, in which order, and the two views. */

import type { FacetsOut } from "../../api/wire";
import { tell } from "../charts/scale";
import { chosen, ORDERS, withFilter, type Filters, type Order, type Tab } from "./filters";
import { sentence } from "./sentences";

const ORDER_NAMES: Record<Order, string> = {
  id: "as they came",
  masks: "most masks",
  newest: "last changed",
};

interface FoundHeadProps {
  filters: Filters;
  facets: FacetsOut | null;
  total: number | null;
  tab: Tab;
  panel: boolean;
  onChange: (filters: Filters, tab?: Tab) => void;
  onPanel: () => void;
}

export function FoundHead(props: FoundHeadProps) {
  const { filters, facets, total, tab, onChange } = props;
  const set = chosen(filters);
  const order = (event: { currentTarget: HTMLSelectElement }) =>
    onChange({ ...filters, order: event.currentTarget.value as Order });
  return (
    <header class="found-head">
      <div class="found-row">
        <h1>
          <span role="status">{total === null ? "Images" : `${tell(total)} images`}</span>
        </h1>
        <p class="muted found-of">{facets ? outOf(facets, set.length > 0) : ""}</p>
        <button
          type="button"
          class="button explore-panel-open"
          aria-expanded={props.panel}
          onClick={props.onPanel}
        >
          Filters{set.length > 0 && ` (${set.length})`}
        </button>
        {tab === "images" && (
          <label class="found-order">
            <span class="muted">Order</span>
            <select class="input" value={filters.order} onChange={order}>
              {ORDERS.map((name) => (
                <option key={name} value={name}>
                  {ORDER_NAMES[name]}
                </option>
              ))}
            </select>
          </label>
        )}
        <div class="segments" role="group" aria-label="View">
          {(["images", "statistics"] as const).map((name) => (
            <button
              key={name}
              type="button"
              class="button"
              aria-pressed={tab === name}
              onClick={() => onChange(filters, name)}
            >
              {name === "images" ? "Images" : "Statistics"}
            </button>
          ))}
        </div>
      </div>
      <ul class="chips" aria-label="Filters that are set">
        {set.map((name) => (
          <li key={name}>
            <button
              type="button"
              class="chip"
              aria-label={`Remove filter: ${sentence(name, filters, facets)}`}
              onClick={() => onChange(withFilter(filters, name, undefined))}
            >
              {sentence(name, filters, facets)}
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
    </header>
  );
}

function outOf(facets: FacetsOut, filtered: boolean): string {
  const masks = `${tell(facets.masks)} masks`;
  return filtered ? `of ${tell(facets.images)} with ${masks}` : `with ${masks}`;
}

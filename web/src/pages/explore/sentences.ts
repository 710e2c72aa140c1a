/** What a filter says, in words. Pure. */

import type { FacetOut, FacetsOut } from "../../api/wire";
import { tell } from "../charts/scale";
import type { Filters, NumberFilter, TextFilter } from "./filters";

/** For example "annotator: Ann" or "at least 3 masks". */
export function sentence(
  name: TextFilter | NumberFilter,
  filters: Filters,
  facets: FacetsOut | null,
): string {
  const value = filters[name] ?? "";
  const number = Number(value);
  switch (name) {
    case "least_masks":
      return `at least ${tell(number)} masks`;
    case "most_masks":
      return `at most ${tell(number)} masks`;
    case "least_area":
      return `a mask of at least ${percent(number)}`;
    case "most_area":
      return `a mask of at most ${percent(number)}`;
    case "least_score":
      return `predicted IoU at least ${number.toFixed(2)}`;
    case "bin":
      return `${value} masks`;
    case "name":
      return `name has “${value}”`;
    case "category":
      return `label: ${value}`;
    case "account":
      return `annotator: ${nameOf(facets?.accounts, String(value))}`;
    case "model":
      return `model: ${nameOf(facets?.models, String(value))}`;
    default:
      return `${name}: ${value}`;
  }
}

function nameOf(facets: readonly FacetOut[] | undefined, value: string): string {
  return facets?.find((facet) => String(facet.id) === value)?.name ?? value;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

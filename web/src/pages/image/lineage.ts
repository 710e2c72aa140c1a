/** Where a mask comes from, in words: columns of the table and of the details. Pure. */

import type { FacetsOut } from "../../api/wire";
import { tell } from "../charts/scale";
import type { ShownMask } from "./scene";

export interface Column {
  readonly title: string;
  /** For sorting; texts by letter, numbers by size, null last. */
  readonly value: (mask: ShownMask) => string | number | null;
  readonly show: (mask: ShownMask) => string;
  readonly number?: boolean;
}

/** All columns; names of people and models come from the facets. */
export function columnsOf(facets: FacetsOut | null): Column[] {
  const annotator = (mask: ShownMask) => nameOf(facets?.accounts, mask.account_id);
  const model = (mask: ShownMask) => nameOf(facets?.models, mask.model_id);
  return [
    words("Label", (mask) => mask.category),
    words("Stage", (mask) => mask.stage),
    words("Origin", (mask) => mask.origin),
    words("Annotator", annotator),
    words("Model", model),
    numbers("Clicks", (mask) => mask.clicks, 0),
    numbers("Seconds", (mask) => mask.seconds, 1),
    numbers("IoU", (mask) => mask.predicted_iou, 2),
    numbers("Stability", (mask) => mask.stability_score, 2),
    numbers("Pixels", (mask) => mask.area, 0),
    numbers("Version", (mask) => mask.version, 0),
  ];
}

/** Masks in the order of a column; what has no value comes last either way. */
export function sorted(
  masks: readonly ShownMask[],
  column: Column,
  descending: boolean,
): ShownMask[] {
  return masks.toSorted((a, b) => {
    const [left, right] = [column.value(a), column.value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order =
      typeof left === "number" && typeof right === "number"
        ? left - right
        : String(left).localeCompare(String(right));
    return descending ? -order : order;
  });
}

/** Date and time as the reader's country writes them. */
export function moment(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
}

/** A name by its number; the number where the name is not known. */
export function nameOf(
  facets: readonly { id: number | null; name: string }[] | undefined,
  id: number | null,
): string | null {
  if (id === null) return null;
  return facets?.find((facet) => facet.id === id)?.name ?? `no. ${id}`;
}

function words(title: string, value: (mask: ShownMask) => string | null): Column {
  return { title, value, show: (mask) => value(mask) ?? "–" };
}

function numbers(title: string, value: (mask: ShownMask) => number | null, digits: number): Column {
  const show = (mask: ShownMask) => {
    const number = value(mask);
    if (number === null) return "–";
    return digits === 0 ? tell(number) : number.toFixed(digits);
  };
  return { title, value, show, number: true };
}

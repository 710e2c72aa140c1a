/** Which images are looked for, as the query of the address bar and of the server has it. Pure. */

/** A part of the answer that one value chooses. */
export const TEXTS = ["stage", "category", "account", "model", "bin", "state", "name"] as const;
export const NUMBERS = [
  "least_masks",
  "most_masks",
  "least_area",
  "most_area",
  "least_score",
] as const;
export const ORDERS = ["id", "masks", "newest"] as const;

export type TextFilter = (typeof TEXTS)[number];
export type NumberFilter = (typeof NUMBERS)[number];
export type Order = (typeof ORDERS)[number];

/** How the answer is shown. */
export type Tab = "images" | "statistics";

/** What is not there does not filter; areas are shares of the image. */
export type Filters = Readonly<
  Partial<Record<TextFilter, string>> & Partial<Record<NumberFilter, number>> & { order: Order }
>;

export const ALL: Filters = { order: "id" };

/** Filters from a query; what makes no sense is left out. */
export function readFilters(search: string): Filters {
  const query = new URLSearchParams(search);
  const order = ORDERS.find((name) => name === query.get("order")) ?? "id";
  const found: Partial<Record<TextFilter | NumberFilter, string | number>> = {};
  for (const name of TEXTS) {
    const value = query.get(name);
    if (value !== null && value !== "") found[name] = value;
  }
  for (const name of NUMBERS) {
    const value = query.get(name);
    const number = Number(value);
    if (value !== null && value !== "" && Number.isFinite(number) && number >= 0)
      found[name] = number;
  }
  return { ...found, order } as Filters;
}

/** The query of filters, without the question mark; always in the same order of names. */
export function writeFilters(filters: Filters): string {
  const query = new URLSearchParams();
  for (const name of [...TEXTS, ...NUMBERS]) {
    const value = filters[name];
    if (value !== undefined) query.set(name, String(value));
  }
  if (filters.order !== "id") query.set("order", filters.order);
  return query.toString();
}

/** Filters with one changed; undefined or an empty text takes it away. */
export function withFilter(
  filters: Filters,
  name: TextFilter | NumberFilter,
  value: string | number | undefined,
): Filters {
  const rest = Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name));
  const set = value !== undefined && value !== "";
  return (set ? { ...rest, [name]: value } : rest) as Filters;
}

/** Names of the filters that are set, in the order of the page. */
export function chosen(filters: Filters): (TextFilter | NumberFilter)[] {
  return [...TEXTS, ...NUMBERS].filter((name) => filters[name] !== undefined);
}

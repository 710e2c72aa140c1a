/** The masks with where each comes from; headings sort, rows choose. */

import { useMemo, useState } from "preact/hooks";

import { cssOf } from "../../state/colours";
import type { Choice } from "./choice";
import { columnsOf, sorted } from "./lineage";
import type { ImageScene } from "./scene";

export function MaskTable({ scene, choice }: { scene: ImageScene; choice: Choice }) {
  const columns = useMemo(() => columnsOf(scene.facets), [scene]);
  const [order, setOrder] = useState<{ index: number; descending: boolean } | null>(null);
  const column = order ? columns[order.index] : undefined;
  const rows = column && order ? sorted(scene.masks, column, order.descending) : scene.masks;
  const sort = (index: number) =>
    setOrder(
      order?.index === index
        ? { index, descending: !order.descending }
        : { index, descending: columns[index]?.number === true },
    );
  return (
    <div class="mask-table" tabIndex={0} role="region" aria-label="Masks as a table">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Colour</span>
            </th>
            {columns.map(({ title, number }, index) => (
              <th
                key={title}
                scope="col"
                class={number ? "number" : undefined}
                aria-sort={sortState(order, index)}
              >
                <button type="button" class="sort" onClick={() => sort(index)}>
                  {title}
                  <span aria-hidden="true">{arrow(order, index)}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((mask) => (
            <tr
              key={mask.id}
              class={choice.pointed.value === mask.id ? "pointed" : undefined}
              aria-selected={choice.chosen.value === mask.id}
              onClick={() => (choice.chosen.value = mask.id)}
              onPointerEnter={() => (choice.pointed.value = mask.id)}
              onPointerLeave={() => (choice.pointed.value = null)}
            >
              <td>
                <span class="dot" style={{ background: cssOf(mask.colour) }} aria-hidden="true" />
              </td>
              {columns.map((each) => (
                <td key={each.title} class={each.number ? "number" : undefined}>
                  {each.show(mask)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type SortOrder = { index: number; descending: boolean } | null;

function sortState(order: SortOrder, index: number) {
  if (order?.index !== index) return undefined;
  return order.descending ? "descending" : "ascending";
}

function arrow(order: SortOrder, index: number): string {
  if (order?.index !== index) return "";
  return order.descending ? " ↓" : " ↑";
}

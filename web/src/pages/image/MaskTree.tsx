/** The masks as a tree of wholes, parts and subparts; arrow keys walk, pointing shows. */

import { useMemo, useRef, useState } from "preact/hooks";

import { cssOf } from "../../state/colours";
import type { Choice } from "./choice";
import { forestOf, levelName, parentOf, rowsOf, type Branch } from "./forest";
import type { ImageScene, ShownMask } from "./scene";
import { shareOf } from "./share";

interface MaskTreeProps {
  scene: ImageScene;
  choice: Choice;
}

export function MaskTree({ scene, choice }: MaskTreeProps) {
  const forest = useMemo(() => forestOf(scene.masks, scene.tree), [scene]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = rowsOf(forest, closed);
  const holder = useRef<HTMLDivElement>(null);
  const active = choice.chosen.value ?? rows[0]?.item.id ?? null;

  const toggle = (id: string, open: boolean) => {
    const next = new Set(closed);
    if (open) next.delete(id);
    else next.add(id);
    setClosed(next);
  };
  const go = (id: string | null | undefined) => {
    if (!id) return;
    choice.chosen.value = id;
    const row = holder.current?.querySelector(`[data-mask="${CSS.escape(id)}"]`);
    if (row instanceof HTMLElement) row.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows.findIndex((row) => row.item.id === active);
    const row = rows[at];
    if (!row) return;
    const open = row.children.length > 0 && !closed.has(row.item.id);
    const steps: Record<string, () => void> = {
      ArrowDown: () => go(rows[at + 1]?.item.id),
      ArrowUp: () => go(rows[at - 1]?.item.id),
      Home: () => go(rows[0]?.item.id),
      End: () => go(rows.at(-1)?.item.id),
      ArrowRight: () => (open ? go(row.children[0]?.item.id) : toggle(row.item.id, true)),
      ArrowLeft: () => (open ? toggle(row.item.id, false) : go(parentOf(rows, row.item.id))),
      Enter: () => go(row.item.id),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  return (
    <section class="side-section mask-tree">
      <h2>
        Masks <span class="badge">{scene.masks.length}</span>
      </h2>
      {scene.masks.length === 0 && <p class="muted">Nobody has drawn a mask here yet.</p>}
      <div ref={holder} role="tree" aria-label="Masks by what holds what" onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <Row
            key={row.item.id}
            row={row}
            open={!closed.has(row.item.id)}
            choice={choice}
            reachable={row.item.id === active}
            onToggle={toggle}
          />
        ))}
      </div>
    </section>
  );
}

interface RowProps {
  row: Branch<ShownMask>;
  open: boolean;
  choice: Choice;
  reachable: boolean;
  onToggle: (id: string, open: boolean) => void;
}

function Row({ row, open, choice, reachable, onToggle }: RowProps) {
  const { item, depth, children } = row;
  const chosen = choice.chosen.value === item.id;
  const pointed = choice.pointed.value === item.id;
  return (
    <div
      role="treeitem"
      class={`tree-row${pointed ? " pointed" : ""}`}
      data-mask={item.id}
      aria-level={depth + 1}
      aria-selected={chosen}
      aria-expanded={children.length > 0 ? open : undefined}
      tabIndex={reachable ? 0 : -1}
      style={{ paddingLeft: `${0.5 + depth * 1.1}rem` }}
      onClick={() => (choice.chosen.value = chosen ? null : item.id)}
      onPointerEnter={() => (choice.pointed.value = item.id)}
      onPointerLeave={() => (choice.pointed.value = null)}
    >
      <span
        class={`tree-arrow${children.length > 0 ? "" : " none"}${open ? " open" : ""}`}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          onToggle(item.id, !open);
        }}
      />
      <span class="dot" style={{ background: cssOf(item.colour) }} aria-hidden="true" />
      <span class="tree-name">{item.category ?? levelName(depth)}</span>
      <span class="muted tree-share">{shareOf(item.share)}</span>
    </div>
  );
}

/**
 * Keys and what they do. A binding is a text such as "Ctrl+Shift+Z"; Ctrl means the command key on
 * a Mac. Users bind keys anew; the same key for two things that can be asked for at the same time
 * is a conflict.
 */

import { ACTIONS, type Action, type ActionName, type Scope } from "./actions";

/** What of a keyboard event says which key it is. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Keys by action; what is not there has its default. */
export type Overrides = Readonly<Partial<Record<ActionName, readonly string[]>>>;

/** Two actions that the same key would ask for. */
export interface KeyConflict {
  readonly binding: string;
  readonly actions: readonly [ActionName, ActionName];
}

const MODIFIERS = new Set(["Control", "Meta", "Alt", "Shift", "AltGraph", "CapsLock", "Dead"]);

/** The binding of a key that is pressed; null: only a modifier. */
export function bindingOf(event: Key): string | null {
  if (MODIFIERS.has(event.key) || event.key === "") return null;
  const printable = event.key.length === 1;
  const name = event.key === " " ? "Space" : printable ? event.key.toUpperCase() : event.key;
  // Shift is part of a sign such as "?" or "{", but not of a letter.
  const letter = printable && event.key.toLowerCase() !== event.key.toUpperCase();
  const shift = event.shiftKey && (letter || !printable || event.key === " ");
  const parts = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : ""];
  return [...parts, shift ? "Shift" : "", name].filter((part) => part !== "").join("+");
}

/** The keys of an action. */
export function keysOf(action: ActionName, overrides: Overrides): readonly string[] {
  return overrides[action] ?? ACTIONS[action].keys;
}

/** What a key asks for in a scope; null: nothing. `cursor`: whether the keyboard's one is shown. */
export function actionOf(
  binding: string,
  scope: Scope,
  overrides: Overrides,
  cursor: boolean,
): ActionName | null {
  const meant = names().filter(
    (name) => inScope(named(name), scope) && keysOf(name, overrides).includes(binding),
  );
  const here = cursor ? meant.find((name) => named(name).atCursor) : undefined;
  return here ?? meant.find((name) => !named(name).atCursor) ?? null;
}

/** All keys that ask for two things at once. */
export function conflicts(overrides: Overrides): readonly KeyConflict[] {
  const found: KeyConflict[] = [];
  const all = names();
  for (const [place, one] of all.entries()) {
    for (const other of all.slice(place + 1)) {
      if (!overlap(named(one), named(other))) continue;
      const shared = keysOf(one, overrides).filter((key) => keysOf(other, overrides).includes(key));
      for (const binding of shared) found.push({ binding, actions: [one, other] });
    }
  }
  return found;
}

/** Which action has a key already, where `action` could be asked for; null: the key is free. */
export function taken(
  binding: string,
  action: ActionName,
  overrides: Overrides,
): ActionName | null {
  const others = names().filter((name) => name !== action);
  return (
    others.find(
      (name) => overlap(named(name), named(action)) && keysOf(name, overrides).includes(binding),
    ) ?? null
  );
}

/** Give an action another key; who had it loses it. */
export function bind(action: ActionName, binding: string, overrides: Overrides): Overrides {
  const next: Partial<Record<ActionName, readonly string[]>> = {
    ...overrides,
    [action]: [binding],
  };
  for (const name of names()) {
    if (name === action || !overlap(named(name), named(action))) continue;
    const keys = keysOf(name, overrides);
    if (keys.includes(binding)) next[name] = keys.filter((key) => key !== binding);
  }
  return next;
}

/** Give an action its own keys back, unless another one has them now. */
export function unbind(action: ActionName, overrides: Overrides): Overrides {
  const others = Object.entries(overrides).filter(([name]) => name !== action);
  const rest: Overrides = Object.fromEntries(others);
  const free = ACTIONS[action].keys.filter((key) => taken(key, action, rest) === null);
  return free.length === ACTIONS[action].keys.length ? rest : { ...rest, [action]: free };
}

/** Read what was written down; what cannot be is left out. */
export function readOverrides(value: unknown): Overrides {
  if (typeof value !== "object" || value === null) return {};
  const next: Partial<Record<ActionName, readonly string[]>> = {};
  for (const name of names()) {
    const keys = (value as Record<string, unknown>)[name];
    if (Array.isArray(keys) && keys.every(isBinding)) next[name] = keys;
  }
  return next;
}

function isBinding(key: unknown): key is string {
  return typeof key === "string" && key.length > 0 && key.length <= 40;
}

function names(): readonly ActionName[] {
  return Object.keys(ACTIONS) as ActionName[];
}

function named(name: ActionName): Action {
  return ACTIONS[name];
}

function inScope(action: Action, scope: Scope): boolean {
  return action.scope === "both" || action.scope === scope || scope === "both";
}

function overlap(one: Action, other: Action): boolean {
  if (one.atCursor !== other.atCursor) return false;
  return inScope(one, other.scope) || inScope(other, one.scope);
}

/** What each action does, by its name: keys and buttons ask for actions and for nothing else. */

import { ACTIONS, type ActionName } from "../../state/actions";
import { listed } from "../../state/document";
import { isBlank } from "../../state/draft";
import { DEFAULTS, type Ranged, RANGES, within } from "../../state/preferences";
import { chooseAll, leader, step, toggle } from "../../state/selection";
import { rleBox } from "../../geometry/rle";
import { viewOfBox } from "../../geometry/view";
import { SEARCH_FIELD } from "../../panels/Instances";
import { NAME_FIELD } from "../../panels/NameField";
import type { ToolName } from "../../panels/Toolbar";
import { nextTheme, setTheme, theme } from "../frame/theme";
import type { Cursor } from "./cursor";
import type { OperationName } from "./edits";
import type { Editor } from "./editor";
import { answerInWords } from "./speech";

/** Things of the page that are asked for. */
export interface PageActions {
  open(dialog: "sheet" | "statistics" | "skip" | "flag"): void;
  next(): void;
  previous(): void;
  /** The names that the number keys stand for. */
  names(): readonly string[];
  /** False where it means nothing. */
  review(action: ReviewAction): boolean;
}

export type ReviewAction = "acceptMask" | "rejectMask" | "fixMask" | "nextOpen";

type Doing = (editor: Editor, page: PageActions, cursor: Cursor) => unknown;

const ZOOM = 1.4;
const OPACITIES = [0, 0.25, 0.5, 0.75, 1];

const take =
  (tool: ToolName): Doing =>
  ({ tools, speech }) => {
    const ring = tool === "polygon" && tools.tool.value === "polygon";
    // The key of the polygon once more begins another ring.
    if (ring) tools.edit({ kind: "draw" });
    else tools.take(tool);
    speech.say(ring ? "Another ring; inside one it is a hole" : ACTIONS[tool].label);
  };
const operate =
  (name: OperationName): Doing =>
  ({ edits }) => {
    edits.operate(name);
  };
const shift =
  (name: Ranged, by: number): Doing =>
  ({ preferences }) => {
    const value = within(name, preferences.value[name] + by);
    preferences.value = { ...preferences.value, [name]: value };
  };
const move =
  (by: 1 | -1): Doing =>
  ({ selection, book }) => {
    const ids = listed(book.document.value).map(({ id }) => id);
    selection.value = step(selection.value, ids, by);
  };
const label =
  (place: number): Doing =>
  ({ edits }, page) => {
    const name = page.names()[place - 1];
    if (name === undefined) return false;
    edits.rename(name);
    return true;
  };
const review =
  (name: ReviewAction): Doing =>
  (_, page) =>
    page.review(name);

const DOINGS: Readonly<Record<ActionName, Doing>> = {
  accept: ({ edits, drafting, tools }) => {
    const { drawing } = tools.polygon.value;
    if (tools.tool.value === "polygon" && drawing !== null && drawing.length > 0) {
      tools.edit({ kind: "close" });
      return true;
    }
    if (isBlank(drafting.draft.value)) return edits.edit();
    void edits.accept();
    return true;
  },
  cancel: (editor) => {
    const { tools, edits, selection } = editor;
    if (tools.cancel() || edits.cancel()) return;
    selection.value = chooseAll(selection.value, []);
  },
  lastClick: ({ edits, tools, drafting }) => {
    const { chosen, drawing } = tools.polygon.value;
    const onCorner = tools.tool.value === "polygon" && (chosen !== null || drawing !== null);
    if (onCorner && !isBlank(drafting.draft.value)) tools.edit({ kind: "delete" });
    else edits.lastStep();
  },
  cycle: (editor) => cycle(editor, 1),
  cycleBack: (editor) => cycle(editor, -1),
  hover: ({ preferences, drafting, speech }) => {
    const hover = !preferences.value.hover;
    preferences.value = { ...preferences.value, hover };
    if (!hover) drafting.hover(null);
    speech.say(hover ? "Preview on" : "Preview off");
  },
  click: (_, __, cursor) => {
    cursor.click(1);
  },
  clickOut: (_, __, cursor) => {
    cursor.click(0);
  },
  prompt: take("prompt"),
  scribble: take("scribble"),
  brush: take("brush"),
  eraser: take("eraser"),
  polygon: take("polygon"),
  knife: take("knife"),
  select: take("select"),
  smaller: ({ tools }) => {
    tools.resize("shrink");
  },
  larger: ({ tools }) => {
    tools.resize("grow");
  },
  undo: ({ edits }) => {
    edits.undo();
  },
  redo: ({ edits }) => {
    edits.redo();
  },
  edit: ({ edits }) => edits.edit(),
  remove: ({ edits, selection }) => {
    edits.remove(selection.value.chosen);
  },
  merge: operate("merge"),
  split: operate("split"),
  subtract: operate("subtract"),
  carve: operate("carve"),
  fill: operate("fill"),
  rename: () => {
    document.getElementById(NAME_FIELD)?.focus();
  },
  label1: label(1),
  label2: label(2),
  label3: label(3),
  label4: label(4),
  label5: label(5),
  label6: label(6),
  label7: label(7),
  label8: label(8),
  label9: label(9),
  nextObject: move(1),
  previousObject: move(-1),
  selectAll: ({ selection, book }) => {
    selection.value = chooseAll(selection.value, [...book.document.value.keys()]);
  },
  search: () => {
    document.getElementById(SEARCH_FIELD)?.focus();
  },
  hide: ({ selection }) => {
    selection.value = toggle(selection.value, "hidden", selection.value.chosen);
  },
  hideOthers: ({ selection, book }) => {
    const { chosen } = selection.value;
    const others = [...book.document.value.keys()].filter((id) => !chosen.includes(id));
    selection.value = toggle(selection.value, "hidden", others);
  },
  lock: ({ selection }) => {
    selection.value = toggle(selection.value, "locked", selection.value.chosen);
  },
  fit: ({ tools }) => {
    tools.move({ kind: "fit" });
  },
  zoomIn: ({ tools }) => {
    tools.move({ kind: "zoom", factor: ZOOM });
  },
  zoomOut: ({ tools }) => {
    tools.move({ kind: "zoom", factor: 1 / ZOOM });
  },
  zoomTo: zoomToSelected,
  opacity: ({ preferences, speech }) => {
    const now = preferences.value.opacity;
    const opacity = OPACITIES.find((each) => each > now) ?? 0;
    preferences.value = { ...preferences.value, opacity };
    speech.say(`Masks ${Math.round(100 * opacity).toString()} %`);
  },
  brighter: shift("brightness", RANGES.brightness.step),
  darker: shift("brightness", -RANGES.brightness.step),
  moreContrast: shift("contrast", RANGES.contrast.step),
  lessContrast: shift("contrast", -RANGES.contrast.step),
  plain: ({ preferences }) => {
    const { brightness, contrast } = DEFAULTS;
    preferences.value = { ...preferences.value, brightness, contrast };
  },
  theme: () => {
    setTheme(nextTheme(theme.value));
  },
  sheet: (_, page) => {
    page.open("sheet");
  },
  statistics: (_, page) => {
    page.open("statistics");
  },
  next: (_, page) => {
    page.next();
  },
  previous: (_, page) => {
    page.previous();
  },
  skip: (_, page) => {
    page.open("skip");
  },
  flag: (_, page) => {
    page.open("flag");
  },
  acceptMask: review("acceptMask"),
  rejectMask: review("rejectMask"),
  fixMask: review("fixMask"),
  nextOpen: review("nextOpen"),
};

/** Do an action. Returns false where it means nothing now. */
export function runAction(
  action: ActionName,
  editor: Editor,
  page: PageActions,
  cursor: Cursor,
): boolean {
  return DOINGS[action](editor, page, cursor) !== false;
}

/** False with a single answer, so that the key moves the focus as it does elsewhere. */
function cycle({ drafting, speech }: Editor, by: number): boolean {
  const answers = drafting.answers.value;
  if (answers.length < 2) return false;
  drafting.cycle(by);
  const place = drafting.draft.value.choice;
  speech.say(answerInWords(place, answers.length, answers[place]?.score ?? 0));
  return true;
}

function zoomToSelected({ selection, book, model, tools, viewport }: Editor): boolean {
  const instance = book.document.value.get(leader(selection.value) ?? "");
  const picture = model.picture.value;
  if (instance === undefined || picture === null) return false;
  const box = rleBox(instance.counts, picture.size);
  if (box !== null) tools.move({ kind: "show", view: viewOfBox(box, viewport.value) });
  return true;
}

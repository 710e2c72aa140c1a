/** Everything that can be asked for by a key: its name, what it is for, and its default keys. */

/** Where an action can be asked for: while annotating, while reviewing, or in both. */
export type Scope = "annotate" | "review" | "both";

export interface Action {
  readonly label: string;
  readonly group: Group;
  readonly scope: Scope;
  readonly keys: readonly string[];
  /** Only while the keyboard's cursor is shown; then it goes before others of the same key. */
  readonly atCursor?: true;
}

export const GROUPS = ["Object", "Tools", "Edit", "Objects", "View", "Image", "Review"] as const;
export type Group = (typeof GROUPS)[number];

const action = (group: Group, label: string, ...keys: string[]): Action => ({
  group,
  label,
  scope: group === "Review" ? "review" : "both",
  keys,
});
const atCursor = (label: string, ...keys: string[]): Action => ({
  ...action("Object", label, ...keys),
  atCursor: true,
});
const annotating = (group: Group, label: string, ...keys: string[]): Action => ({
  ...action(group, label, ...keys),
  scope: "annotate",
});

export const ACTIONS = {
  accept: action("Object", "Accept the mask", "Enter", "N"),
  cancel: action("Object", "Cancel, deselect", "Escape"),
  lastClick: action("Object", "Take the last click back", "Backspace"),
  cycle: action("Object", "Next of the possible masks", "Tab"),
  cycleBack: action("Object", "Previous of the possible masks", "Shift+Tab"),
  hover: action("Object", "Preview under the pointer on or off", "W"),
  click: atCursor("Click at the keyboard's cursor", "Enter"),
  clickOut: atCursor("Click to remove at the keyboard's cursor", "Shift+Enter"),

  prompt: action("Tools", "Click and box", "Q"),
  scribble: action("Tools", "Scribble", "S"),
  brush: action("Tools", "Brush", "B"),
  eraser: action("Tools", "Eraser", "E"),
  polygon: action("Tools", "Polygon", "P"),
  knife: action("Tools", "Knife: cut in two", "K"),
  select: action("Tools", "Select", "V"),
  smaller: action("Tools", "Smaller brush", "["),
  larger: action("Tools", "Larger brush", "]"),

  undo: action("Edit", "Undo", "Ctrl+Z"),
  redo: action("Edit", "Redo", "Ctrl+Shift+Z", "Ctrl+Y"),
  edit: action("Edit", "Edit the selected", "T"),
  remove: action("Edit", "Delete", "Delete"),
  merge: action("Edit", "Merge the selected", "M"),
  split: action("Edit", "Split into its pieces", "Shift+K"),
  subtract: action("Edit", "Take the neighbours out of it", "U"),
  carve: action("Edit", "Take it out of its neighbours", "Shift+U"),
  fill: action("Edit", "Fill its holes", "G"),
  rename: action("Edit", "Name", "R"),
  label1: action("Edit", "First name", "1"),
  label2: action("Edit", "Second name", "2"),
  label3: action("Edit", "Third name", "3"),
  label4: action("Edit", "Fourth name", "4"),
  label5: action("Edit", "Fifth name", "5"),
  label6: action("Edit", "Sixth name", "6"),
  label7: action("Edit", "Seventh name", "7"),
  label8: action("Edit", "Eighth name", "8"),
  label9: action("Edit", "Ninth name", "9"),

  nextObject: action("Objects", "Select the next", "."),
  previousObject: action("Objects", "Select the previous", ","),
  selectAll: action("Objects", "Select all", "Ctrl+A"),
  search: action("Objects", "Search", "/"),
  hide: action("Objects", "Hide or show", "H"),
  hideOthers: action("Objects", "Hide or show all others", "Shift+H"),
  lock: action("Objects", "Lock or unlock", "L"),

  fit: action("View", "Fit the image", "0"),
  zoomIn: action("View", "Zoom in", "+", "="),
  zoomOut: action("View", "Zoom out", "-"),
  zoomTo: action("View", "Zoom to the selected", "Z"),
  opacity: action("View", "Opacity of masks", "O"),
  brighter: action("View", "Brighter", ">"),
  darker: action("View", "Darker", "<"),
  moreContrast: action("View", "More contrast", "}"),
  lessContrast: action("View", "Less contrast", "{"),
  plain: action("View", "Brightness and contrast as they are", "I"),
  theme: action("View", "Dark or light", "Shift+T"),
  sheet: action("View", "All keys", "?"),
  statistics: action("View", "Own statistics", "Y"),

  next: action("Image", "Finish it, next image", "F", "Ctrl+Enter", "PageDown"),
  previous: annotating("Image", "Previous image", "D", "PageUp"),
  skip: action("Image", "Skip it, with a reason", "Shift+S"),
  flag: action("Image", "Say that it is faulty", "Shift+F"),

  acceptMask: action("Review", "Accept the mask as it is", "A"),
  rejectMask: action("Review", "Reject the mask", "X"),
  fixMask: action("Review", "Fix the mask", "C"),
  nextOpen: action("Review", "Next without a verdict", "J"),
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;

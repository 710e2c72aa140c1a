// Shows the screens of a study and keeps what is rated. All text enters as text, never as markup.
"use strict";

const study = JSON.parse(document.getElementById("study").textContent);
const place = (id) => document.getElementById(id);
const storageName = `anymask-rating:${study.name}`;

let state = emptyState();
let focus = 0;
let shownAt = Date.now();

function keep() {
  try {
    localStorage.setItem(storageName, JSON.stringify({ ...state, rater: place("rater").value }));
  } catch {
    place("warning").hidden = false;
  }
}

function load() {
  try {
    const text = localStorage.getItem(storageName);
    if (text === null) return;
    state = restore(text, study);
    place("rater").value = String(JSON.parse(text).rater || "");
  } catch {
    place("warning").hidden = false;
  }
}

function picture(source, label) {
  const image = document.createElement("img");
  image.src = source;
  image.alt = label;
  image.draggable = false;
  return image;
}

function put(element, box) {
  for (const side of ["left", "top", "width", "height"]) {
    if (side in box) element.style[side] = `${100 * box[side]}%`;
  }
  return element;
}

function stack(source, layer, marks) {
  const holder = document.createElement("div");
  holder.className = "stack";
  const mask = picture(layer, "mask");
  mask.className = "mask";
  holder.append(picture(source, "image"), mask, ...marks);
  return holder;
}

function mark(name, box) {
  const element = document.createElement("div");
  element.className = name;
  return put(element, box);
}

function drawMask(screen, trial, number) {
  const figure = document.createElement("figure");
  figure.className = number === focus ? "focus" : "";
  figure.addEventListener("click", () => setFocus(number));
  const caption = document.createElement("figcaption");
  const score = state.ratings[trial];
  caption.textContent = score === undefined ? "not rated" : `rated ${score}`;
  const crop = stack(screen.crop, `pictures/${trial}.png`, [mark("click", screen.click)]);
  const whole = stack(screen.whole, `pictures/${trial}w.png`, [mark("frame", screen.frame)]);
  whole.classList.add("whole");
  figure.append(crop, whole, caption);
  return figure;
}

function draw() {
  const screen = study.screens[state.index];
  place("masks").replaceChildren(...screen.trials.map((trial, n) => drawMask(screen, trial, n)));
  place("masks").classList.toggle("several", screen.trials.length > 1);
  const { done, total } = progress(state, study);
  place("done").value = done;
  place("done").max = total;
  place("count").textContent =
    `screen ${state.index + 1} of ${study.screens.length}, ${done} of ${total} masks rated`;
  place("finished").hidden = done < total;
  const chosen = state.ratings[screen.trials[focus]];
  for (const button of place("scores").children) {
    button.setAttribute("aria-pressed", String(Number(button.value) === chosen));
  }
}

function show(index) {
  state = goTo(state, index, study);
  const screen = study.screens[state.index];
  focus = Math.max(0, screen.trials.indexOf(unrated(state, screen)[0]));
  shownAt = Date.now();
  keep();
  draw();
}

function setFocus(number) {
  focus = number;
  draw();
}

function giveScore(score) {
  const screen = study.screens[state.index];
  const now = Date.now();
  state = rate(state, screen.trials[focus], score, (now - shownAt) / 1000);
  shownAt = now;
  const left = unrated(state, screen);
  if (left.length === 0 && state.index + 1 < study.screens.length) {
    show(state.index + 1);
    return;
  }
  focus = left.length > 0 ? screen.trials.indexOf(left[0]) : focus;
  keep();
  draw();
}

function download() {
  const rater = place("rater").value;
  if (rater.trim() === "") {
    place("rater").focus();
    place("nameless").hidden = false;
    return;
  }
  place("nameless").hidden = true;
  const content = JSON.stringify(exported(state, study, rater), null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = fileName(rater);
  link.click();
  URL.revokeObjectURL(link.href);
}

function hideMasks(hidden) {
  place("masks").classList.toggle("bare", hidden);
}

const keys = {
  ArrowLeft: () => show(state.index - 1),
  ArrowRight: () => show(state.index + 1),
  Tab: () => setFocus((focus + 1) % study.screens[state.index].trials.length),
  " ": () => hideMasks(true),
};

function pressed(event) {
  if (event.target === place("rater") || event.ctrlKey || event.metaKey || event.altKey) return;
  const score = scoreOfKey(event.key);
  const several = study.screens[state.index].trials.length > 1;
  if (score === null && (!(event.key in keys) || (event.key === "Tab" && !several))) return;
  event.preventDefault();
  if (score === null) keys[event.key]();
  else if (!event.repeat) giveScore(score);
}

function start() {
  for (let score = 1; score <= 10; score += 1) {
    const button = document.createElement("button");
    button.type = "button";
    button.value = String(score);
    button.textContent = String(score);
    button.addEventListener("click", (event) => {
      giveScore(score);
      if (event.detail > 0) button.blur(); // a mouse leaves no ring that looks like a choice
    });
    place("scores").append(button);
  }
  place("back").addEventListener("click", () => show(state.index - 1));
  place("on").addEventListener("click", () => show(state.index + 1));
  place("open").addEventListener("click", () => show(firstUnrated(state, study)));
  place("export").addEventListener("click", download);
  place("rater").addEventListener("input", keep);
  document.addEventListener("keydown", pressed);
  document.addEventListener("keyup", (event) => event.key === " " && hideMasks(false));
  load();
  show(state.index);
}

start();

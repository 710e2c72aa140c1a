// What a rater has done so far, as plain values: no page, no storage, so that it can be tested.
// A state is {index, ratings: {trial: 1..10}, seconds: {trial: number}}.
"use strict";

const FORMAT = "anymask-ratings";
const VERSION = 1;

function trialsOf(study) {
  return study.screens.flatMap((screen) => screen.trials);
}

function emptyState() {
  return { index: 0, ratings: {}, seconds: {} };
}

function isScore(score) {
  return Number.isInteger(score) && score >= 1 && score <= 10;
}

// Keeps a score; the time looked at a mask grows when it is rated again.
function rate(state, trial, score, seconds) {
  if (!isScore(score)) return state;
  const spent = (state.seconds[trial] || 0) + seconds;
  return {
    ...state,
    ratings: { ...state.ratings, [trial]: score },
    seconds: { ...state.seconds, [trial]: Math.round(10 * spent) / 10 },
  };
}

function goTo(state, index, study) {
  return { ...state, index: Math.min(Math.max(index, 0), study.screens.length - 1) };
}

function unrated(state, screen) {
  return screen.trials.filter((trial) => !(trial in state.ratings));
}

function firstUnrated(state, study) {
  const place = study.screens.findIndex((screen) => unrated(state, screen).length > 0);
  return place < 0 ? study.screens.length - 1 : place;
}

function progress(state, study) {
  const trials = trialsOf(study);
  return { done: trials.filter((trial) => trial in state.ratings).length, total: trials.length };
}

// "1" to "9" are themselves, "0" is ten; anything else is no score.
function scoreOfKey(key) {
  if (!/^[0-9]$/.test(key)) return null;
  return key === "0" ? 10 : Number(key);
}

// Reads what storage kept; what does not belong to this study is dropped.
function restore(text, study) {
  let kept;
  try {
    kept = JSON.parse(text);
  } catch {
    return emptyState();
  }
  if (kept === null || typeof kept !== "object") return emptyState();
  let state = emptyState();
  for (const trial of trialsOf(study)) {
    const score = (kept.ratings || {})[trial];
    const seconds = Number((kept.seconds || {})[trial]) || 0;
    state = rate(state, trial, score, seconds);
  }
  return goTo(state, Number.isInteger(kept.index) ? kept.index : 0, study);
}

function exported(state, study, rater) {
  return {
    format: FORMAT,
    version: VERSION,
    study: study.name,
    rater: rater.trim(),
    ratings: state.ratings,
    seconds: state.seconds,
  };
}

function fileName(rater) {
  const words = rater.match(/[\p{L}\p{N}]+/gu) || ["anonymous"];
  return `ratings-${words.join("-")}.json`;
}

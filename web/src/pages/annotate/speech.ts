/** What is said about what happened; shown below the picture and read aloud by screen readers. */

import { type ReadonlySignal, signal } from "@preact/signals";

import type { Announcement } from "../../panels/Announcer";

export interface Speech {
  readonly said: ReadonlySignal<Announcement>;
  say(text: string): void;
}

export function makeSpeech(): Speech {
  const said = signal<Announcement>({ text: "", number: 0 });
  const say = (text: string) => {
    said.value = { text, number: said.peek().number + 1 };
  };
  return { said, say };
}

/** "Mask 1 of 3, quality .82" */
export function answerInWords(place: number, answers: number, score: number): string {
  const quality = score.toFixed(2).replace(/^0/, "");
  return `Mask ${(place + 1).toString()} of ${answers.toString()}, quality ${quality}`;
}

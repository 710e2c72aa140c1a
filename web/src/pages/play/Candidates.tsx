/** The answers to an ambiguous click as small shapes: a part, the object, or more. */

import { useMemo } from "preact/hooks";

import type { Answer } from "../../model/decoder";
import { Silhouette } from "./Silhouette";
import type { Studio } from "./studio";

/** Pixels along the longer side of the photo, of which a shape is a part. */
const SMALL = 360;
const PLACES = [0, 1, 2] as const;

export function Candidates({ studio }: { studio: Studio }) {
  const answers = studio.answers.value;
  return (
    <div class="candidates" role="group" aria-label="Answers">
      {PLACES.map((place) => (
        <Candidate key={place} studio={studio} place={place} answer={answers[place]} />
      ))}
    </div>
  );
}

interface CandidateProps {
  studio: Studio;
  place: number;
  answer: Answer | undefined;
}

function Candidate({ studio, place, answer }: CandidateProps) {
  const opened = studio.opened.value;
  const shape = useMemo(() => {
    if (!answer || !opened) return null;
    const { width, height } = opened.size;
    const scale = Math.min(1, SMALL / Math.max(width, height));
    const size = {
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
    };
    return studio.bitmapOf(answer, "logits" in answer ? size : opened.size);
  }, [answer, opened]);
  const percent = answer ? Math.round(100 * Math.min(1, Math.max(0, answer.score))) : 0;
  return (
    <button
      type="button"
      class="candidate"
      disabled={!answer}
      aria-pressed={answer !== undefined && studio.chosen.value === place}
      aria-label={answer ? `Answer ${place + 1}, ${percent} % sure` : `No answer ${place + 1}`}
      title={answer ? `Answer ${place + 1} (key ${place + 1}), ${percent} % sure` : undefined}
      onClick={() => (studio.chosen.value = place)}
    >
      <Silhouette mask={shape} />
      <span class="candidate-score">{answer ? percent : ""}</span>
    </button>
  );
}

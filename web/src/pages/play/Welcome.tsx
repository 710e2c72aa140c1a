/** Before there is a photo: what this is, and four ways to bring one. */

import { useEffect, useRef, useState } from "preact/hooks";

import { Icon } from "../../panels/icons";
import { photoFromClipboard, samplePhoto } from "./files";
import { ORANGE, SAMPLE } from "./sample";
import type { Studio } from "./studio";

const CAN_PASTE = typeof navigator !== "undefined" && "clipboard" in navigator;

export function Welcome({ studio, title }: { studio: Studio; title: string }) {
  const input = useRef<HTMLInputElement>(null);
  const sample = useSample();
  const paste = () =>
    photoFromClipboard().then(
      (photo) => {
        if (photo) void studio.open(photo);
        else studio.problem.value = "There is no picture in the clipboard.";
      },
      () => (studio.problem.value = "This browser does not let the page look; press Ctrl+V."),
    );
  return (
    <div class="welcome-play">
      <section class="welcome-words">
        <h1>{title}</h1>
        <p class="lead">
          Drop a photo here. A mask follows your pointer: a click pins it, the right button takes
          away what does not belong, a drag draws a box, and Enter keeps it.
        </p>
        <div class="welcome-ways">
          <button type="button" class="button primary big" onClick={() => input.current?.click()}>
            Choose a photo
          </button>
          {CAN_PASTE && (
            <button type="button" class="button big" onClick={() => void paste()}>
              Paste
            </button>
          )}
          <input
            ref={input}
            class="visually-hidden"
            type="file"
            accept="image/*"
            tabIndex={-1}
            aria-label="Photo"
            onChange={(event) => {
              const photo = event.currentTarget.files?.[0];
              if (photo) void studio.open(photo);
            }}
          />
        </div>
        <p class="play-problem" role="alert">
          {studio.problem.value}
        </p>
        <p class="muted small">{studio.backend.promise}</p>
      </section>
      <button
        type="button"
        class="sample-card"
        onClick={() => void samplePhoto().then((photo) => studio.open(photo))}
      >
        <span class="sample-picture">
          {sample !== null && (
            <img src={sample} width={SAMPLE.width} height={SAMPLE.height} alt="" />
          )}
          <SampleMarks />
        </span>
        <span class="sample-caption">
          <strong>No photo at hand?</strong> Try this drawn one
          <Icon name="next" />
        </span>
      </button>
    </div>
  );
}

/** An address of the sample for an img, once it is drawn. */
function useSample(): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let wanted = true;
    // First the page is painted, then the picture drawn.
    const timer = setTimeout(() => {
      void samplePhoto().then((photo) => {
        if (wanted) setAddress((made = URL.createObjectURL(photo)));
      });
    }, 50);
    return () => {
      wanted = false;
      clearTimeout(timer);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, []);
  return address;
}

/** The orange of the sample, as a click would mark it. */
function SampleMarks() {
  return (
    <svg class="sample-marks" viewBox={`0 0 ${SAMPLE.width} ${SAMPLE.height}`} aria-hidden="true">
      <circle class="sample-mask" cx={ORANGE.x} cy={ORANGE.y} r={ORANGE.radius} />
      <circle class="sample-click" cx={ORANGE.x} cy={ORANGE.y} r="9" />
    </svg>
  );
}

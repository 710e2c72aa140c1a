/** The playground, whoever its backend is: a welcome first, then the photo and what is in it. */

import { useEffect, useMemo, useState } from "preact/hooks";

import type { Backend } from "./backend";
import { Bench } from "./Bench";
import { photoIn } from "./files";
import { makeStudio, type Studio } from "./studio";
import { Welcome } from "./Welcome";
import "./play.css";

interface PlaygroundProps {
  makeBackend: (onMove: () => void) => Backend;
  title: string;
}

export function Playground({ makeBackend, title }: PlaygroundProps) {
  const studio = useMemo(() => makeStudio(makeBackend), [makeBackend]);
  useEffect(() => studio.close, [studio]);
  const over = useDrop(studio);
  const empty = studio.phase.value === "empty";
  return (
    <div class={`play${over ? " play-over" : ""}`}>
      {empty ? <Welcome studio={studio} title={title} /> : <Bench studio={studio} />}
      {over && (
        <p class="play-drop" role="status">
          Let go to look at this photo
        </p>
      )}
    </div>
  );
}

/** Photos may be dropped anywhere, or pasted; says whether something hovers over the page. */
function useDrop(studio: Studio): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const take = (data: DataTransfer | null) => {
      const photo = photoIn(data);
      if (photo) void studio.open(photo);
      else if (data && data.files.length > 0)
        studio.problem.value = "That is no picture; PNG, JPEG and WebP are.";
    };
    const onDrag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (photoIn(event.clipboardData)) take(event.clipboardData);
    };
    window.addEventListener("dragover", onDrag);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("dragover", onDrag);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
      window.removeEventListener("paste", onPaste);
    };
  }, [studio]);
  return over;
}

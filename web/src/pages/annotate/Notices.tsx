/** What stands in the place of the picture while there is none to work on, and why. */

import type { ComponentChildren } from "preact";

import { toPath } from "../../router";
import type { Editor } from "./editor";

export function Notices({ editor, nothing }: { editor: Editor; nothing: string }) {
  const { keeper, loader, api } = editor;
  const { phase, message, task } = keeper.sitting.value;
  const begin = () => void keeper.begin();
  if (phase === "nothing")
    return (
      <Notice title="All done" text={nothing}>
        <button type="button" class="button primary" onClick={begin}>
          Look again
        </button>
        <a class="button" href={toPath("/p/:project/explore", { project: api.name })}>
          Explore the images
        </a>
      </Notice>
    );
  if (phase === "lost")
    return (
      <Notice title="Somebody else has this image now" text={`${capital(message)}.`}>
        <button type="button" class="button primary" onClick={begin}>
          Next image
        </button>
      </Notice>
    );
  if (phase === "failed")
    return (
      <Notice title="No task came" text={`${capital(message)}.`}>
        <button type="button" class="button primary" onClick={begin}>
          Try again
        </button>
      </Notice>
    );
  const { failure } = loader;
  if (task !== null && failure.value !== null)
    return (
      <Notice title="The image could not be loaded" text={`${capital(failure.value)}.`}>
        <button type="button" class="button primary" onClick={() => loader.again()}>
          Try again
        </button>
      </Notice>
    );
  if (phase === "asking" || loader.loading.value)
    return <div class="desk-loading" role="status" aria-label="Loading" />;
  return null;
}

function Notice(props: { title: string; text: string; children: ComponentChildren }) {
  return (
    <section class="desk-notice" role="alert">
      <h2>{props.title}</h2>
      <p class="muted">{props.text}</p>
      <p class="desk-notice-ways">{props.children}</p>
    </section>
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

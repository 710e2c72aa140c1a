/** Whether everything is saved: always in sight, and the way to what asks for a decision. */

import type { Status } from "../api/outbox";

const WORDS: Record<Status, { text: string; mood: string; tip: string }> = {
  saved: { text: "Saved", mood: "good", tip: "The server has everything." },
  saving: { text: "Saving", mood: "", tip: "On its way to the server." },
  unsaved: {
    text: "Unsaved",
    mood: "warn",
    tip: "The server is busy. What you did is kept and sent again until it is saved.",
  },
  offline: {
    text: "Offline",
    mood: "warn",
    tip: "Go on working: what you do is kept in this browser and sent when the server is back.",
  },
  "signed-out": {
    text: "Signed out",
    mood: "bad",
    tip: "What you did is kept in this browser. Sign in again and it is sent.",
  },
  conflict: {
    text: "Conflict",
    mood: "bad",
    tip: "Somebody else changed a mask that you changed. Look at both and choose.",
  },
  refused: {
    text: "Not taken",
    mood: "bad",
    tip: "The server did not take something. Look at it and decide.",
  },
};

export interface StatusBadgeProps {
  readonly status: Status;
  readonly waiting: number;
  /** Whether what waits survives this tab. */
  readonly durable: boolean;
  /** Show what asks for a decision. */
  readonly open: () => void;
}

export function StatusBadge(props: StatusBadgeProps) {
  const { text, mood, tip } = WORDS[props.status];
  const asks = ["conflict", "refused", "signed-out"].includes(props.status);
  const count = props.waiting > 0 ? ` · ${props.waiting.toString()}` : "";
  const title = props.durable ? tip : `${tip} This browser keeps nothing: leave the tab open.`;
  return (
    <button
      type="button"
      class={`badge save-badge ${props.durable ? mood : "bad"}`}
      title={title}
      aria-label={`${text}. ${title}`}
      aria-disabled={!asks}
      data-status={props.status}
      onClick={() => {
        if (asks) props.open();
      }}
    >
      <span class="save-dot" />
      <span class="save-words">
        {text}
        {count}
      </span>
    </button>
  );
}

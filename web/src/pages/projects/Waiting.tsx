/** Says what waits in this browser to be sent, of this person and of others. */

import { openOutbox } from "../../api/outbox";

export function Waiting() {
  const outbox = openOutbox();
  const { value: waiting } = outbox.waiting;
  const { value: others } = outbox.others;
  if (waiting === 0 && others.length === 0) return null;
  return (
    <section class="card projects-note" role="status">
      {waiting > 0 && <p>{ownWords(waiting, outbox.status.value)}</p>}
      {others.map(({ name, waiting: count }) => (
        <p key={name} class="muted">
          {changes(count)} of {name} {count === 1 ? "is" : "are"} kept in this browser until {name}{" "}
          signs in here.
        </p>
      ))}
    </section>
  );
}

function ownWords(waiting: number, status: string): string {
  const what = changes(waiting);
  if (status === "saving") return `${what} on the way to the server.`;
  if (status === "offline") return `${what} kept in this browser until the server answers.`;
  if (status === "conflict" || status === "refused")
    return `${what} kept in this browser: open the image to decide what becomes of them.`;
  return `${what} kept in this browser until the server has them.`;
}

function changes(count: number): string {
  return count === 1 ? "1 change" : `${count.toString()} changes`;
}

/** Who is signed in, in the top bar, and the way out. What is not sent yet is said before. */

import { useState } from "preact/hooks";

import { openOutbox } from "../../api/outbox";
import { session, signOut } from "../../api/session";
import { forgetEmbeddings } from "../../model/cache";
import { wordsOf } from "./words";
import "./sign_in.css";

export function Account() {
  const { value: now } = session;
  return now.kind === "in" || now.kind === "expired" ? <Menu name={now.me.name} /> : null;
}

function Menu(props: { name: string }) {
  const [problem, setProblem] = useState("");
  const waiting = openOutbox().waiting.value;
  return (
    <div class="account">
      <button
        type="button"
        class="account-button"
        popovertarget="account-menu"
        aria-label={`Account of ${props.name}`}
        title={props.name}
      >
        <span aria-hidden="true">{initials(props.name)}</span>
      </button>
      <div id="account-menu" class="account-menu" popover="auto" role="group" aria-label="Account">
        <p>
          <span class="muted">Signed in as</span>
          <br />
          <span class="account-name">{props.name}</span>
        </p>
        {waiting > 0 && (
          <p class="muted">
            {waiting} of your changes {waiting === 1 ? "is" : "are"} not sent yet. They stay in this
            browser and are sent when you sign in again.
          </p>
        )}
        <button
          type="button"
          class="button"
          onClick={() => {
            leave().catch((error: unknown) => {
              setProblem(wordsOf(error, "password"));
            });
          }}
        >
          Sign out
        </button>
        <p class="sign-in-problem" role="alert" hidden={problem === ""}>
          {problem}
        </p>
      </div>
    </div>
  );
}

/** What the model said about images goes, too: somebody else may use this browser. */
async function leave(): Promise<void> {
  await signOut();
  await forgetEmbeddings();
}

/** One or two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word !== "");
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

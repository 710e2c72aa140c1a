/** Signs in again above a page that stays as it is. It cannot be closed otherwise. */

import { useEffect, useRef } from "preact/hooks";

import { openOutbox } from "../../api/outbox";
import { SignInForm } from "./SignInForm";
import "./sign_in.css";

export function SignInDialog(props: { name: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const waiting = openOutbox().waiting.value;
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    const fields = Array.from(current?.querySelectorAll("input") ?? []);
    fields.find(({ value }) => value === "")?.focus();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog sign-in-dialog"
      aria-labelledby="sign-in-again"
      onCancel={(event) => {
        event.preventDefault();
      }}
      onKeyDown={(event) => {
        // Keys in the dialog are not for the page behind it.
        event.stopPropagation();
      }}
    >
      <h2 id="sign-in-again">Sign in again</h2>
      <p class="muted">
        {waiting === 0
          ? "Your session has ended. Nothing is lost: this page goes on where it was."
          : `Your session has ended. Nothing is lost: ${changes(waiting)} in this browser until you are back.`}
      </p>
      <SignInForm name={props.name} />
    </dialog>
  );
}

function changes(count: number): string {
  return count === 1 ? "1 change waits" : `${count.toString()} changes wait`;
}

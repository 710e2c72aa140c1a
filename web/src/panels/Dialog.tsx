/** A dialog above the page: the browser keeps the focus inside, and Escape closes it. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { Icon } from "./icons";

export interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

export function Dialog(props: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={props.wide ? "dialog sheet wide" : "dialog sheet"}
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        props.close();
      }}
      onKeyDown={(event) => {
        // Keys in a dialog are for the dialog.
        event.stopPropagation();
      }}
    >
      <header class="sheet-head">
        <h2>{props.title}</h2>
        <button type="button" class="button quiet icon" aria-label="Close" onClick={props.close}>
          <Icon name="cross" />
        </button>
      </header>
      {props.children}
    </dialog>
  );
}

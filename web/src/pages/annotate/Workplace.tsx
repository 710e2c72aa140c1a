/** Everything of an editor's page: the top bar's part, the desk with its panel, and dialogs. */

import type { ComponentChildren } from "preact";

import type { ActionName } from "../../state/actions";
import { Bar } from "./Bar";
import { Desk } from "./Desk";
import { Dialogs } from "./Dialogs";
import { Side } from "./Side";
import type { Standing } from "./standing";
import { figuresOf } from "./tally";
import type { Seat } from "./use_editor";
import "./annotate.css";

export interface WorkplaceProps {
  readonly seat: Seat;
  readonly standing: Standing;
  readonly run: (action: ActionName) => void;
  readonly head: ComponentChildren;
  readonly foot: ComponentChildren;
  /** What the list says of masks, instead of their quality. */
  readonly notes?: ReadonlyMap<string, string>;
  /** Over the picture. */
  readonly children: ComponentChildren;
}

export function Workplace(props: WorkplaceProps) {
  const { seat, standing, run } = props;
  const { editor, cursor, dialog } = seat;
  const leave = (work: (reason: string) => Promise<boolean>) => (reason: string) => {
    dialog.value = null;
    void work(reason);
  };
  return (
    <>
      <Bar
        editor={editor}
        dialog={dialog}
        progress={standing.progress.value}
        showFigures={() => run("statistics")}
      />
      <Desk
        editor={editor}
        cursor={cursor}
        run={run}
        side={
          <Side
            editor={editor}
            run={run}
            names={standing.names.value}
            head={props.head}
            foot={props.foot}
            {...(props.notes ? { notes: props.notes } : {})}
          />
        }
      >
        {props.children}
      </Desk>
      <Dialogs
        editor={editor}
        open={dialog}
        sitting={figuresOf(editor.tally.value)}
        whole={standing.figures.value}
        skip={leave((reason) => editor.keeper.skip(reason))}
        flag={leave((reason) => editor.keeper.flag(reason))}
      />
    </>
  );
}

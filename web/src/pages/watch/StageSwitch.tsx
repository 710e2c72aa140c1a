/** The stage of the project; admins can go to another one. */

import { useState } from "preact/hooks";

import type { Api } from "../../api/client";
import { messageOf } from "../frame/Boundary";

const STAGES = ["assisted-manual", "semi-automatic", "fully-automatic"] as const;

interface StageSwitchProps {
  api: Api;
  stage: string | null;
  admin: boolean;
  onChanged: () => void;
}

export function StageSwitch({ api, stage, admin, onChanged }: StageSwitchProps) {
  const [said, setSaid] = useState("");
  const go = (next: string) =>
    api.changeStage(next).then(
      () => {
        setSaid("");
        onChanged();
      },
      (error: unknown) => setSaid(messageOf(error)),
    );
  return (
    <div class="stages">
      <ol class="stage-steps" aria-label="Stages of the data engine">
        {STAGES.map((name) => (
          <li key={name}>
            <button
              type="button"
              class="button"
              aria-current={name === stage ? "step" : undefined}
              disabled={!admin || name === stage}
              title={admin && name !== stage ? `Go to the ${name} stage` : undefined}
              onClick={() => void go(name)}
            >
              {name}
            </button>
          </li>
        ))}
      </ol>
      <p class="panel-error" role="alert">
        {said}
      </p>
    </div>
  );
}

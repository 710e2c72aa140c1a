/** Models: what each was made from, how good it is, and whether it was put to use. */

import type { Api } from "../../api/client";
import type { ModelOut } from "../../api/wire";
import { moment } from "../image/lineage";
import { Panel } from "./Panel";
import { usePolled } from "./polled";

const SLOW_MS = 15_000;

export function Models({ api }: { api: Api }) {
  const models = usePolled(api.models, () => SLOW_MS);
  const rows = (models.value ?? []).toReversed();
  const names = new Map(rows.map((model) => [model.id, model.name]));
  return (
    <Panel title="Models" name="models" error={models.error}>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Table of models">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">From</th>
              <th scope="col" class="number">
                Score
              </th>
              <th scope="col">In use since</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((model) => (
              <tr key={model.id}>
                <td>
                  {model.name} <span class="badge">{model.kind}</span>
                </td>
                <td>{model.parent_id === null ? "–" : (names.get(model.parent_id) ?? "–")}</td>
                <td class="number" title={allScores(model)}>
                  {mainScore(model)}
                </td>
                <td>
                  {model.promoted_ms === null ? (
                    <span class="badge warn">kept aside</span>
                  ) : (
                    moment(model.promoted_ms)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** Segmenters are told by their IoU after one click, detectors by their average precision. */
function mainScore(model: ModelOut): string {
  const value = model.scores["regular"] ?? model.scores["ap50"] ?? model.scores["score"];
  return typeof value === "number" ? value.toFixed(3) : "–";
}

function allScores(model: ModelOut): string {
  return Object.entries(model.scores)
    .map(([name, value]) => `${name} ${typeof value === "number" ? value.toFixed(3) : "?"}`)
    .join(", ");
}

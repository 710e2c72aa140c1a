/** Asks for a release: in which form, and of which images. */

import { useState } from "preact/hooks";

import type { ReleaseForm } from "../../api/watch";
import { JOB_TITLES } from "./jobs";

const FORMS: readonly (readonly [ReleaseForm, title: string])[] = [
  ["sa1b", "SA-1B files"],
  ["sa1b-shards", "SA-1B tars"],
  ["coco", "COCO"],
  ["lvis", "LVIS"],
  ["yolo", "YOLO"],
  ["labelme", "labelme"],
  ["cvat", "CVAT"],
  ["label-studio", "Label Studio"],
  ["voc", "Pascal VOC"],
  ["png", "PNG masks"],
  ["geojson", "GeoJSON"],
];

interface ReleaseStartProps {
  busy: boolean;
  onStart: (form: ReleaseForm, finishedOnly: boolean) => void;
}

export function ReleaseStart({ busy, onStart }: ReleaseStartProps) {
  const [form, setForm] = useState<ReleaseForm>("coco");
  const [finishedOnly, setFinishedOnly] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    onStart(form, finishedOnly);
  };
  return (
    <form class="release-start" onSubmit={submit}>
      <label class="release-form">
        <span class="visually-hidden">Form of the release</span>
        <select
          class="input"
          value={form}
          onChange={(event) => setForm(event.currentTarget.value as ReleaseForm)}
        >
          {FORMS.map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={finishedOnly}
          onChange={(event) => setFinishedOnly(event.currentTarget.checked)}
        />
        finished images only
      </label>
      <button type="submit" class="button" disabled={busy}>
        {JOB_TITLES["release"]}
      </button>
    </form>
  );
}

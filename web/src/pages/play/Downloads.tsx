/** Saves the kept masks as a file, in whichever form is needed. */

import { useEffect, useState } from "preact/hooks";

import { saveBlob } from "../frame/save";
import { messageOf } from "../frame/Boundary";
import type { SaveForm } from "./backend";
import { cutOut } from "./cutout";
import type { Studio } from "./studio";

const CUTOUT: SaveForm = {
  name: "cutout",
  title: "PNG cut-out",
  note: "what the masks cover, transparent around",
};

export function Downloads({ studio }: { studio: Studio }) {
  const [forms, setForms] = useState<readonly SaveForm[]>([CUTOUT]);
  const [chosen, setChosen] = useState(CUTOUT.name);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void studio.backend.forms.then(
      (found) => setForms([CUTOUT, ...found]),
      (error: unknown) => (studio.problem.value = messageOf(error)),
    );
  }, [studio]);
  const { kept } = studio.session.value;
  const opened = studio.opened.value;
  const form = forms.find((each) => each.name === chosen) ?? CUTOUT;
  const save = async () => {
    if (!opened) return;
    setBusy(true);
    try {
      const file =
        form === CUTOUT
          ? await cutOut(opened, kept)
          : await studio.backend.save(opened, form.name, kept);
      saveBlob(file.blob, file.name);
    } catch (error) {
      studio.problem.value = messageOf(error);
    }
    setBusy(false);
  };
  return (
    <section class="downloads" aria-label="Save">
      <label class="visually-hidden" for="save-form">
        Form of the file
      </label>
      <select
        id="save-form"
        class="input"
        value={form.name}
        onChange={(event) => setChosen(event.currentTarget.value)}
      >
        {forms.map((each) => (
          <option key={each.name} value={each.name}>
            {each.title}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button primary"
        disabled={kept.length === 0 || busy}
        onClick={() => void save()}
      >
        Save
      </button>
      <p class="muted small downloads-note">{form.note}</p>
    </section>
  );
}

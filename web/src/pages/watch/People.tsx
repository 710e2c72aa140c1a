/** Lets admins add somebody; the token is shown once, as the server keeps only its hash. */

import { useState } from "preact/hooks";

import type { Api } from "../../api/client";
import type { NewPerson, PersonIn } from "../../api/wire";
import { Panel } from "./Panel";

const ROLES: readonly PersonIn["role"][] = ["annotator", "reviewer", "admin"];

export function People({ api }: { api: Api }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<PersonIn["role"]>("annotator");
  const [password, setPassword] = useState("");
  const [added, setAdded] = useState<NewPerson | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const person = { name: name.trim(), role, password: password === "" ? null : password };
    void api.addPerson(person).then(
      (answer) => {
        setAdded(answer);
        setProblem(null);
        setName("");
        setPassword("");
      },
      (error: unknown) => setProblem(error),
    );
  };
  return (
    <Panel title="Add somebody" name="people" error={problem}>
      <form class="person-form" onSubmit={submit}>
        <label class="field">
          Name
          <input
            class="input"
            value={name}
            maxLength={200}
            required
            autocomplete="off"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          Role
          <select
            class="input"
            value={role}
            onChange={(event) => setRole(event.currentTarget.value as PersonIn["role"])}
          >
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          Password, for the browser
          <input
            class="input"
            type="password"
            value={password}
            autocomplete="new-password"
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button primary" disabled={name.trim() === ""}>
          Add
        </button>
      </form>
      {added && <Token added={added} />}
    </Panel>
  );
}

function Token({ added }: { added: NewPerson }) {
  return (
    <div class="new-token" role="status">
      <p>
        {added.person.name} is in as {added.person.role}. The token is shown this once; it signs in
        programs, and people without a password:
      </p>
      <code>{added.token}</code>
    </div>
  );
}

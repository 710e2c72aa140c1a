/** Who did what, the newest first; older lines on demand. */

import { useEffect, useState } from "preact/hooks";

import type { Api } from "../../api/client";
import type { EventOut, PersonOut } from "../../api/wire";
import { moment } from "../image/lineage";
import { Panel } from "./Panel";

const PAGE = 40;

export function AuditLog({ api }: { api: Api }) {
  const [events, setEvents] = useState<readonly EventOut[]>([]);
  const [people, setPeople] = useState<readonly PersonOut[]>([]);
  const [more, setMore] = useState(true);
  const [problem, setProblem] = useState<unknown>(null);
  const load = (before?: number) =>
    api.events({ limit: PAGE, ...(before === undefined ? {} : { before }) }).then(
      ({ events: found }) => {
        setEvents((known) => (before === undefined ? found : [...known, ...found]));
        setMore(found.length === PAGE);
      },
      (error: unknown) => setProblem(error),
    );
  useEffect(() => {
    void load();
    api.people().then(setPeople, () => undefined);
  }, [api]);
  const names = new Map(people.map((person) => [person.id, person.name]));
  return (
    <Panel
      title="Audit log"
      name="log"
      error={problem}
      aside={
        <button type="button" class="button quiet" onClick={() => void load()}>
          Refresh
        </button>
      }
    >
      <div class="log" tabIndex={0} role="region" aria-label="Lines of the audit log">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">About</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <td>{moment(event.created_ms)}</td>
                <td>{who(event, names)}</td>
                <td>{event.kind}</td>
                <td title={JSON.stringify(event.detail)}>{event.subject}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {more && (
          <button type="button" class="button quiet" onClick={() => void load(events.at(-1)?.id)}>
            Older lines
          </button>
        )}
      </div>
    </Panel>
  );
}

function who(event: EventOut, names: ReadonlyMap<number, string>): string {
  if (event.account_id === null) return "the engine";
  return names.get(event.account_id) ?? `no. ${event.account_id}`;
}

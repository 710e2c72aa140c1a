/** What people say is wrong with the image, and the way to say so. */

import { useEffect, useState } from "preact/hooks";

import { connect } from "../../api/client";
import type { FlagOut, ImageOut } from "../../api/wire";
import { messageOf } from "../frame/Boundary";
import { includes, useRole } from "../frame/role";
import { moment } from "./lineage";

export function Flags({ project, image }: { project: string; image: ImageOut }) {
  const [flags, setFlags] = useState<readonly FlagOut[]>([]);
  const [said, setSaid] = useState("");
  const reviews = includes(useRole(project), "reviewer");
  useEffect(() => {
    // Others than reviewers see what they add themselves.
    if (!reviews) return;
    let wanted = true;
    connect(project)
      .flags()
      .then(
        (all) => wanted && setFlags(all.filter((flag) => flag.image_id === image.id)),
        () => undefined,
      );
    return () => {
      wanted = false;
    };
  }, [project, image.id, reviews]);

  const decide = (flag: FlagOut, faulty: boolean) =>
    connect(project)
      .resolveFlag(flag.id, faulty)
      .then(
        (next) => {
          setFlags(flags.map((each) => (each.id === next.id ? next : each)));
          setSaid(faulty ? "The image is faulty and stays out." : "The image is back at work.");
        },
        (error: unknown) => setSaid(messageOf(error)),
      );
  const add = (reason: string) =>
    connect(project)
      .flag(image.id, reason)
      .then(
        (flag) => {
          setFlags([...flags, flag]);
          setSaid("Flagged. Nobody gets the image until a reviewer has decided.");
        },
        (error: unknown) => setSaid(messageOf(error)),
      );
  return (
    <section class="side-section">
      <h2>Flags</h2>
      <ul class="flags">
        {flags.map((flag) => (
          <li key={flag.id}>
            <p>{flag.reason}</p>
            <p class="muted">
              {moment(flag.created_ms)}
              {flag.resolved_ms !== null && " · decided"}
            </p>
            {flag.resolved_ms === null && reviews && (
              <p class="notice-ways">
                <button type="button" class="button" onClick={() => void decide(flag, false)}>
                  Image is fine
                </button>
                <button type="button" class="button danger" onClick={() => void decide(flag, true)}>
                  Faulty
                </button>
              </p>
            )}
          </li>
        ))}
      </ul>
      <NewFlag onAdd={add} />
      <p class="muted" role="status">
        {said}
      </p>
    </section>
  );
}

function NewFlag({ onAdd }: { onAdd: (reason: string) => Promise<void> }) {
  const [reason, setReason] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return;
    void onAdd(reason.trim()).then(() => setReason(""));
  };
  return (
    <form class="flag-form" onSubmit={submit}>
      <label class="field">
        What is wrong here?
        <input
          class="input"
          value={reason}
          maxLength={2_000}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={reason.trim() === ""}>
        Flag
      </button>
    </form>
  );
}

/** Releases: what each holds, and its files to download. */

import { useState } from "preact/hooks";

import { saveAs, saveBlob } from "../frame/save";
import { pastedToken } from "../../api/who";
import type { Watch } from "../../api/watch";
import type { ReleaseOut, ReleasePage } from "../../api/wire";
import { tell } from "../charts/scale";
import { moment } from "../image/lineage";
import { Panel } from "./Panel";
import { usePolled } from "./polled";

const SLOW_MS = 10_000;

export function Releases({ more, admin }: { more: Watch; admin: boolean }) {
  const releases = usePolled(more.releases, () => SLOW_MS);
  return (
    <Panel title="Releases" name="releases" error={releases.error}>
      {releases.value?.length === 0 && <p class="muted">None has been written yet.</p>}
      <ul class="releases">
        {(releases.value ?? []).map((release) => (
          <Release key={release.id} more={more} release={release} admin={admin} />
        ))}
      </ul>
    </Panel>
  );
}

function Release(props: { more: Watch; release: ReleaseOut; admin: boolean }) {
  const { more, release, admin } = props;
  const [page, setPage] = useState<ReleasePage | null>(null);
  const [problem, setProblem] = useState("");
  const open = (event: Event) => {
    if (!(event.currentTarget as HTMLDetailsElement).open || page) return;
    more.release(release.id).then(setPage, (error: unknown) => setProblem(String(error)));
  };
  const download = (name: string) => {
    const last = name.split("/").at(-1) ?? name;
    if (pastedToken() === null) saveAs(more.releaseFileUrl(release.id, name), last);
    else
      more.releaseFile(release.id, name).then(
        (blob) => saveBlob(blob, last),
        (error: unknown) => setProblem(String(error)),
      );
  };
  return (
    <li>
      <details onToggle={open}>
        <summary>
          {release.form}, {tell(release.images)} images, {tell(release.masks)} masks
          <span class="muted"> · {moment(release.created_ms)}</span>
        </summary>
        <p class="panel-error">{problem}</p>
        <ul class="release-files">
          {(page?.files ?? []).map((file) => (
            <li key={file.name}>
              {admin ? (
                <button type="button" class="button quiet" onClick={() => download(file.name)}>
                  {file.name}
                </button>
              ) : (
                <span>{file.name}</span>
              )}
              <span class="muted">{size(file.size)}</span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

/** Bytes for people. */
function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

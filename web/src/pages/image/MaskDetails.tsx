/** About the chosen mask: where it comes from, and for reviewers each of its versions. */

import { useEffect, useState } from "preact/hooks";

import { connect } from "../../api/client";
import type { ChangeOut } from "../../api/wire";
import { includes, useRole } from "../frame/role";
import { columnsOf, moment, nameOf } from "./lineage";
import type { ImageScene, ShownMask } from "./scene";
import { whatChanged } from "./versions";

interface MaskDetailsProps {
  project: string;
  scene: ImageScene;
  mask: ShownMask | null;
}

export function MaskDetails({ project, scene, mask }: MaskDetailsProps) {
  if (!mask)
    return (
      <section class="side-section">
        <h2>Mask</h2>
        <p class="muted">Choose a mask in the picture, the tree or the table.</p>
      </section>
    );
  return (
    <section class="side-section">
      <h2>
        Mask <span class="badge">{mask.state}</span>
        {mask.locked && <span class="badge warn">locked</span>}
      </h2>
      <dl class="facts">
        {columnsOf(scene.facets).map((column) => (
          <div key={column.title}>
            <dt>{column.title}</dt>
            <dd>{column.show(mask)}</dd>
          </div>
        ))}
        <div>
          <dt>Made</dt>
          <dd>{moment(mask.created_ms)}</dd>
        </div>
        <div>
          <dt>Changed</dt>
          <dd>{moment(mask.updated_ms)}</dd>
        </div>
      </dl>
      <Versions key={mask.id} project={project} scene={scene} mask={mask} />
    </section>
  );
}

function Versions({ project, scene, mask }: MaskDetailsProps & { mask: ShownMask }) {
  const [versions, setVersions] = useState<readonly ChangeOut[]>([]);
  const reviews = includes(useRole(project), "reviewer");
  useEffect(() => {
    if (!reviews) return;
    let wanted = true;
    connect(project)
      .history(mask.id)
      .then(
        (found) => wanted && setVersions(found),
        () => undefined,
      );
    return () => {
      wanted = false;
    };
  }, [project, mask.id, reviews]);
  if (versions.length === 0) return null;
  return (
    <>
      <h3>Versions</h3>
      <ol class="versions" reversed>
        {versions.toReversed().map((version) => (
          <li key={version.version}>
            <span>{whatChanged(versions, version.version)}</span>
            <span class="muted">
              {nameOf(scene.facets?.accounts, version.account_id) ?? "the engine"},{" "}
              {moment(version.created_ms)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The dashboard of a project: how it stands, what runs, who works, what is wrong. */

import { useMemo } from "preact/hooks";

import { connect } from "../../api/client";
import { watch } from "../../api/watch";
import { messageOf } from "../frame/Boundary";
import { includes, useRole, type Role } from "../frame/role";
import { AuditLog } from "./AuditLog";
import { Faults } from "./Faults";
import { Jobs } from "./Jobs";
import { Mine } from "./Mine";
import { Models } from "./Models";
import { People } from "./People";
import { usePolled } from "./polled";
import { Queue } from "./Queue";
import { Releases } from "./Releases";
import { RoundCharts } from "./RoundCharts";
import { StageSwitch } from "./StageSwitch";
import { Summary } from "./Summary";
import { Team } from "./Team";
import "./watch.css";

const SLOW_MS = 15_000;

export default function WatchPage(props: { params: Record<string, string> }) {
  const project = props.params["project"] ?? "";
  const role = useRole(project);
  const api = useMemo(() => connect(project), [project]);
  const status = usePolled(api.status, () => SLOW_MS);
  const rounds = status.value?.rounds ?? [];
  return (
    <div class="watch">
      <header class="watch-head">
        <h1>{project}</h1>
        <StageSwitch
          api={api}
          stage={status.value?.stage ?? null}
          admin={includes(role, "admin")}
          onChanged={status.again}
        />
        <p class="watch-fresh" role="status">
          {status.error === null ? "" : `Not up to date: ${messageOf(status.error)}`}
        </p>
      </header>
      <Summary status={status.value} />
      <RoundCharts rows={rounds} />
      <div class="watch-columns">
        <div class="watch-column">
          <Queue project={project} status={status.value} />
          <LeftOfReviewers project={project} role={role} />
        </div>
        <div class="watch-column">
          <RightOfReviewers project={project} role={role} onDone={status.again} />
        </div>
      </div>
      <BelowForReviewers project={project} role={role} />
    </div>
  );
}

interface PartProps {
  project: string;
  role: Role | null;
}

/** What annotators have no say in is not shown to them. */
function LeftOfReviewers({ project, role }: PartProps) {
  const api = useMemo(() => connect(project), [project]);
  const more = useMemo(() => watch(project), [project]);
  if (!includes(role, "reviewer")) return null;
  return (
    <>
      <Faults project={project} api={api} more={more} />
      <Releases more={more} admin={includes(role, "admin")} />
    </>
  );
}

function RightOfReviewers({ project, role, onDone }: PartProps & { onDone: () => void }) {
  const api = useMemo(() => connect(project), [project]);
  const more = useMemo(() => watch(project), [project]);
  if (role === null) return null;
  if (!includes(role, "reviewer")) return <Mine more={more} />;
  return (
    <>
      <Jobs api={api} more={more} admin={includes(role, "admin")} onDone={onDone} />
      <Models api={api} />
    </>
  );
}

function BelowForReviewers({ project, role }: PartProps) {
  const api = useMemo(() => connect(project), [project]);
  const more = useMemo(() => watch(project), [project]);
  const admin = includes(role, "admin");
  return (
    <>
      {includes(role, "reviewer") && <Team more={more} />}
      {admin && <People api={api} />}
      {admin && <AuditLog api={api} />}
    </>
  );
}

/** How the project looks in numbers, as SA-1B is described in figures 5 and 6 of its paper. */

import { useEffect, useState } from "preact/hooks";

import { type Explore } from "../../api/explore";
import type { StatisticsOut } from "../../api/wire";
import { BarChart, type Bar } from "../charts/BarChart";
import { HeatMap } from "../charts/HeatMap";
import { LineChart } from "../charts/LineChart";
import { tell } from "../charts/scale";
import { messageOf } from "../frame/Boundary";
import { joined, shareSteps, sizeSteps } from "./steps";

type State = { state: "counting" } | { state: "ready"; value: StatisticsOut } | { error: unknown };

export function StatisticsView(props: { api: Explore }) {
  const [now, setNow] = useState<State>({ state: "counting" });
  useEffect(() => {
    let wanted = true;
    props.api.statistics().then(
      (value) => wanted && setNow({ state: "ready", value }),
      (error: unknown) => wanted && setNow({ error }),
    );
    return () => {
      wanted = false;
    };
  }, [props.api]);
  if ("error" in now)
    return (
      <p class="notice" role="alert">
        The statistics did not come: {messageOf(now.error)}
      </p>
    );
  if (now.state === "counting")
    return (
      <p class="notice muted" role="status">
        Every mask of the project is being looked at…
      </p>
    );
  return <Plots value={now.value} />;
}

function Plots(props: { value: StatisticsOut }) {
  const { numbers: value, sampled_masks: sampled } = props.value;
  const counts: Bar[] = joined(value.masks_per_image).map(({ from, to, count }) => ({
    name: from === to ? `${from}` : `${from} to ${to}`,
    short: `${from}`,
    value: count,
  }));
  const sizes = sizeSteps(value.relative_sizes);
  const concavities: Bar[] = shareSteps(value.concavities).map(({ from, to, count }) => ({
    name: `${from.toFixed(2)} to ${to.toFixed(2)}`,
    short: from.toFixed(1),
    value: count,
  }));
  return (
    <div class="plots" tabIndex={0} role="region" aria-label="StatisticsOut of all images">
      <p class="muted">
        {tell(value.images)} images with {tell(value.masks)} masks, whatever the filters.
        {sampled < value.masks && ` Sizes, shapes and places are those of ${tell(sampled)} masks.`}
      </p>
      <div class="card">
        <BarChart
          title="Masks per image"
          note="How many images have so many masks"
          bars={counts}
          xTitle="masks"
          unit="images"
          height={240}
        />
      </div>
      <div class="card">
        <LineChart
          title="Relative size"
          note="√(mask / image), both axes logarithmic"
          xs={sizes.map((step) => step.middle.toFixed(3))}
          positions={sizes.map((step) => Math.log10(step.middle))}
          xTitle="√(mask / image)"
          lines={[{ name: "share of masks, %", values: sizes.map((step) => step.percent) }]}
          log
          height={240}
        />
      </div>
      <div class="card">
        <BarChart
          title="Concavity"
          note="1 − mask / its convex hull; 0 is convex. Logarithmic"
          bars={concavities}
          xTitle="concavity"
          unit="masks"
          height={240}
          log
        />
      </div>
      <div class="card">
        <HeatMap
          title="Centres"
          note="Where the middles of masks lie in their images"
          cells={value.centres}
          unit="masks"
          height={240}
        />
      </div>
    </div>
  );
}

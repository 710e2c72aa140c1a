/** The explorer: filters at the left, and what they find as pictures or as statistics. */

import { useEffect, useMemo, useState } from "preact/hooks";

import { explore, type Explore } from "../../api/explore";
import type { FacetsOut } from "../../api/wire";
import { navigate, place, toPath } from "../../router";
import { FilterPanel } from "./FilterPanel";
import { readFilters, writeFilters, type Filters, type Tab } from "./filters";
import { Found } from "./found";
import { FoundHead } from "./FoundHead";
import { ImageGrid } from "./ImageGrid";
import { StatisticsView } from "./StatisticsView";
import "./explore.css";

export default function ExplorePage(props: { params: Record<string, string> }) {
  const project = props.params["project"] ?? "";
  const api = useMemo(() => explore(project), [project]);
  const { search } = place.value;
  const filters = readFilters(search);
  const query = writeFilters(filters);
  const tab: Tab =
    new URLSearchParams(search).get("show") === "statistics" ? "statistics" : "images";
  const found = useFound(api, query);
  const facets = useFacets(api);
  const [panel, setPanel] = useState(false);

  const go = (next: Filters, shown: Tab = tab) => {
    const written = writeFilters(next) + (shown === "statistics" ? "&show=statistics" : "");
    const path = toPath("/p/:project/explore", { project });
    // Typing and sliding leave one step to go back to, not fifty.
    navigate(written === "" ? path : `${path}?${written.replace(/^&/, "")}`, shown === tab);
  };
  return (
    <div class={`explore${panel ? " panel-open" : ""}`}>
      <FilterPanel
        filters={filters}
        facets={facets}
        onChange={go}
        onClose={() => setPanel(false)}
      />
      <section class="explore-found" aria-label="What was found">
        <FoundHead
          filters={filters}
          facets={facets}
          total={found.total.value}
          tab={tab}
          onChange={go}
          onPanel={() => setPanel(!panel)}
          panel={panel}
        />
        {tab === "images" ? (
          <ImageGrid
            key={query}
            project={project}
            found={found}
            query={query}
            onClear={() => go({ order: filters.order })}
          />
        ) : (
          <StatisticsView api={api} />
        )}
      </section>
    </div>
  );
}

/** The images of a query; the first page is asked for at once. */
function useFound(api: Explore, query: string): Found {
  const found = useMemo(
    () => new Found((offset, limit, signal) => api.images(query, offset, limit, signal)),
    [api, query],
  );
  useEffect(() => {
    found.want([0]);
    return () => found.close();
  }, [found]);
  return found;
}

/** What can be filtered by; null until it is known, and where the server cannot say. */
function useFacets(api: Explore): FacetsOut | null {
  const [facets, setFacets] = useState<FacetsOut | null>(null);
  useEffect(() => {
    let wanted = true;
    api.facets().then(
      (answer) => wanted && setFacets(answer),
      () => wanted && setFacets(null),
    );
    return () => {
      wanted = false;
    };
  }, [api]);
  return facets;
}

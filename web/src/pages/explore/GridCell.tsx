/** One picture of the grid, with its name and how many masks it has. */

import { connect } from "../../api/client";
import { usePicture } from "../../api/pictures";
import type { ImageOut } from "../../api/wire";
import { toPath } from "../../router";
import { tell } from "../charts/scale";
import type { Grid } from "./grid";

interface GridCellProps {
  index: number;
  total: number;
  /** undefined: not here yet; its room is. */
  image: ImageOut | undefined;
  corner: { left: number; top: number };
  grid: Grid;
  project: string;
  query: string;
  active: boolean;
  onFocus: () => void;
  onOpen: () => void;
}

export function GridCell(props: GridCellProps) {
  const { image, grid, corner } = props;
  const style = {
    width: `${grid.cellWidth}px`,
    height: `${grid.cellHeight}px`,
    transform: `translate(${corner.left}px, ${corner.top}px)`,
  };
  return (
    <li class="cell" style={style} aria-setsize={props.total} aria-posinset={props.index + 1}>
      {image ? <Picture {...props} image={image} /> : <span class="cell-room" />}
    </li>
  );
}

function Picture(props: GridCellProps & { image: ImageOut }) {
  const { image, index, project, query } = props;
  const path = toPath("/p/:project/images/:id", { project, id: String(image.id) });
  const source = usePicture(connect(project).thumbnailUrl(image.id));
  const href = `${path}?${[query, `at=${index}`].filter(Boolean).join("&")}`;
  return (
    <a
      class="cell-link"
      href={href}
      data-index={index}
      tabIndex={props.active ? 0 : -1}
      onFocus={props.onFocus}
      onClick={props.onOpen}
    >
      <span class="cell-picture">
        {source !== null && (
          <img src={source} width={image.width} height={image.height} alt="" decoding="async" />
        )}
      </span>
      <span class="cell-caption">
        <span class="cell-name">{image.name}</span>
        {image.state !== "ready" && <span class="badge bad">{image.state}</span>}
        <span class="badge" title={`${tell(image.masks)} masks`}>
          {tell(image.masks)}
          <span class="visually-hidden"> masks</span>
        </span>
      </span>
    </a>
  );
}

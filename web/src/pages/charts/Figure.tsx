/**
 * What all charts share: a title, a line that tells about what is pointed at, a drawing as wide as
 * there is room, and the numbers as a table for whoever does not see the drawing.
 */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import "./charts.css";

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface FigureProps {
  title: string;
  /** Below the title while nothing is pointed at. */
  note: string;
  /** About what is pointed at; empty: nothing is. */
  readout: string;
  height: number;
  table: Table;
  draw: (width: number) => ComponentChildren;
}

export function Figure(props: FigureProps) {
  const [width, holder] = useWidth();
  return (
    <figure class="chart">
      <figcaption>
        <p class="chart-title">{props.title}</p>
        <p class="chart-note" aria-live="polite">
          {props.readout || props.note}
        </p>
      </figcaption>
      <div ref={holder} class="chart-drawing" style={{ height: `${props.height}px` }}>
        {width > 0 && props.draw(width)}
      </div>
      <details class="chart-table">
        <summary>Numbers</summary>
        <div class="chart-scroll" tabIndex={0} role="region" aria-label={`Numbers: ${props.title}`}>
          <Numbers table={props.table} />
        </div>
      </details>
    </figure>
  );
}

function Numbers(props: { table: Table }) {
  return (
    <table class="table">
      <thead>
        <tr>
          {props.table.head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.table.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The width of an element in CSS pixels, kept up to date; 0 until it is known. */
function useWidth() {
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    watcher.observe(element);
    setWidth(Math.floor(element.clientWidth));
    return () => watcher.disconnect();
  }, []);
  return [width, holder] as const;
}

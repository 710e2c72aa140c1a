/** Where the masks are computed, and why not in the browser if they are not. */

import { Icon } from "./icons";

export interface DecoderPlaceProps {
  /** Null: it is still being set up. */
  readonly place: "browser" | "server" | null;
  readonly reason: string;
}

export function DecoderPlace(props: DecoderPlaceProps) {
  const { place, reason } = props;
  if (place === null) return <span class="decoder-place">Decoder: starting</span>;
  const words = place === "browser" ? "this browser" : "the server";
  const because = reason === "" ? "" : place === "server" ? `, because ${reason}` : `, ${reason}`;
  return (
    <span class="decoder-place" title={`Decoder: ${words}${because}`}>
      <Icon name={place} />
      <span>
        Decoder: {words}
        {because}
      </span>
    </span>
  );
}

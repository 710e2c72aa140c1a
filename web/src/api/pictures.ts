/** Pictures of the server in pages. */

import { useEffect, useState } from "preact/hooks";

import { PREFIX, send } from "./http";
import { pastedToken } from "./who";

/**
 * What an `img` shows for a picture below the API. With a session that is its address; an `img`
 * cannot show a pasted token, so then the picture is fetched. Null until it is there.
 */
export function usePicture(url: string): string | null {
  const direct = pastedToken() === null;
  const [fetched, setFetched] = useState<string | null>(null);
  useEffect(() => {
    if (direct) return undefined;
    const left = new AbortController();
    let address: string | null = null;
    send("GET", url.slice(PREFIX.length), { signal: left.signal })
      .then(async (answer) => {
        const picture = await answer.blob();
        if (left.signal.aborted) return;
        address = URL.createObjectURL(picture);
        setFetched(address);
      })
      .catch(() => {
        setFetched(null);
      });
    return () => {
      left.abort();
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [direct, url]);
  return direct ? url : fetched;
}

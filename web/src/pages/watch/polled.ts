/** Answers that are asked for again and again while somebody looks at the page. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export interface Polled<Value> {
  /** The newest answer; null: none has come yet. */
  readonly value: Value | null;
  /** Why the last request failed; null: it did not. */
  readonly error: unknown;
  /** Ask at once. */
  readonly again: () => void;
}

/**
 * Ask now and then; nothing is asked while the tab is hidden, nor twice at once.
 *
 * @param ask what is asked; null: nothing, as when the user may not.
 * @param pauseMs between an answer and the next request, by the newest answer.
 */
export function usePolled<Value>(
  ask: (() => Promise<Value>) | null,
  pauseMs: (value: Value | null) => number,
): Polled<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  const latest = useRef<Value | null>(null);
  useEffect(() => {
    if (!ask) return;
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const step = async () => {
      if (!document.hidden) {
        try {
          const answer = await ask();
          if (!wanted) return;
          latest.current = answer;
          setValue(answer);
          setError(null);
        } catch (failure) {
          if (wanted) setError(failure);
        }
      }
      if (wanted) timer = setTimeout(() => void step(), pauseMs(latest.current));
    };
    void step();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [ask, turn]);
  const again = useCallback(() => setTurn((now) => now + 1), []);
  return { value, error, again };
}

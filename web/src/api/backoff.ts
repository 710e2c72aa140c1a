/** How long to wait before a request is sent again. */

const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/**
 * Milliseconds to wait after some failures in a row. Doubles each time, and is spread, so that many
 * browsers do not come back at the same moment.
 *
 * @param failures in a row, from 1.
 * @param random from 0 to 1.
 * @param atLeastMs as the server asked for.
 */
export function pauseMs(failures: number, random: number, atLeastMs = 0): number {
  const full = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
  return Math.max(full * (0.5 + random / 2), atLeastMs);
}

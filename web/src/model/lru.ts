/** Which kept things have to go so that the rest fits: those that were not used for longest. */

/** One kept thing. */
export interface Use {
  readonly key: string;
  readonly bytes: number;
  /** When it was last used; larger is later. */
  readonly at: number;
}

/**
 * Keys to drop, oldest first, so that what stays is within `limit` bytes.
 *
 * @param spare a key that stays, whatever its age: what is being used right now.
 */
export function outdated(uses: readonly Use[], limit: number, spare: string): string[] {
  let total = uses.reduce((sum, use) => sum + use.bytes, 0);
  const dropped: string[] = [];
  for (const use of [...uses].sort((a, b) => a.at - b.at)) {
    if (total <= limit) break;
    if (use.key === spare) continue;
    dropped.push(use.key);
    total -= use.bytes;
  }
  return dropped;
}

/**
 * The newest version that is known of each mask of an image. Kept over reloads, because of masks
 * that are deleted the server does not tell it again, and they may come back by undo.
 */

import { loadHistory, saveHistory } from "../../api/history_store";
import type { MaskOut } from "../../state/document";

type Known = readonly [maskId: string, version: number];

export class Versions {
  private readonly known = new Map<string, number>();

  private constructor(
    private readonly key: string,
    private readonly imageId: number,
  ) {}

  /** What is known of an image; `key` names person, project and image. */
  static async open(key: string, imageId: number): Promise<Versions> {
    const versions = new Versions(`${key}/versions`, imageId);
    const kept = await loadHistory<readonly Known[]>(versions.key).catch(() => null);
    for (const [id, version] of kept?.entries[0] ?? []) versions.known.set(id, version);
    return versions;
  }

  /** 0: no version is known. */
  of(maskId: string): number {
    return this.known.get(maskId) ?? 0;
  }

  /** Take note of masks of the image. Versions only grow: what is older changes nothing. */
  learn(masks: Iterable<MaskOut>): void {
    let isNew = false;
    for (const { id, image_id, version } of masks) {
      if (image_id !== this.imageId || this.of(id) >= version) continue;
      this.known.set(id, version);
      isNew = true;
    }
    if (!isNew) return;
    const entries = [[...this.known]];
    void saveHistory(this.key, { entries, done: 1 }).catch(() => undefined);
  }
}

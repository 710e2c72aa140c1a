/**
 * Requests to a worker and the answers to them. A worker that crashes, or is silent for too long,
 * rejects everything that it was asked; whoever uses the channel then makes a new one.
 */

import type { Reply, Request, Results, Task } from "./protocol";
import { Refused } from "./reason";

/** Of a worker, what is used here; tests bring their own. */
export interface WorkerLike {
  postMessage(message: Request, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

const SILENT_MS = 120_000;

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class Channel {
  private readonly pending = new Map<number, Pending>();
  private next = 0;
  private broken: Error | null = null;

  constructor(private readonly worker: WorkerLike) {
    worker.onmessage = (event) => {
      this.settle(event.data);
    };
    worker.onerror = (event) => {
      this.end(new Error(event.message || "the worker could not be started"));
    };
  }

  /** Asks for something; the buffers in `transfer` are gone afterwards. */
  ask<T extends Task>(task: T, transfer: Transferable[] = []): Promise<Results[T["kind"]]> {
    if (this.broken) return Promise.reject(this.broken);
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.end(new Error(`the worker did not answer for ${(SILENT_MS / 1000).toString()} s`));
      }, SILENT_MS);
      this.pending.set(id, { resolve, reject, timer });
      this.worker.postMessage({ id, task }, transfer);
    });
  }

  /** Stops the worker; what it was asked fails with `reason`. */
  end(reason = new Error("the decoder was closed")): void {
    this.broken ??= reason;
    this.worker.terminate();
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    this.pending.clear();
  }

  private settle(reply: Reply): void {
    const pending = this.pending.get(reply.id);
    if (!pending) return;
    this.pending.delete(reply.id);
    clearTimeout(pending.timer);
    if ("error" in reply)
      pending.reject(reply.refused ? new Refused(reply.error) : new Error(reply.error));
    else pending.resolve(reply.result as never);
  }
}

/** A worker without a model: answers as the test wants, or crashes. */

import type { WorkerLike } from "../../src/model/channel";
import type { Reply, Request, Task } from "../../src/model/protocol";
import { reasonOf, Refused } from "../../src/model/reason";

export class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<Reply>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly tasks: Task[] = [];
  ended = false;

  /** @param behave gives the result of a task, or throws. */
  constructor(private readonly behave: (task: Task) => unknown) {}

  postMessage({ id, task }: Request): void {
    this.tasks.push(task);
    void Promise.resolve()
      .then(() => this.behave(task))
      .then(
        (result) => {
          this.reply({ id, result } as Reply);
        },
        (error: unknown) => {
          this.reply({ id, error: reasonOf(error), refused: error instanceof Refused });
        },
      );
  }

  terminate(): void {
    this.ended = true;
  }

  crash(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }

  private reply(data: Reply): void {
    if (!this.ended) this.onmessage?.({ data } as MessageEvent<Reply>);
  }
}

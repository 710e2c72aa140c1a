/** One task at a time, and of those that wait only the latest: hovering never piles up work. */

/**
 * Wraps a slow function. A call that has to wait and is followed by another before its turn comes
 * is never made; it resolves to null. Errors go to the call that caused them.
 */
export function latestWins<Task, Result>(
  run: (task: Task) => Promise<Result>,
): (task: Task) => Promise<Result | null> {
  interface Waiting {
    readonly task: Task;
    readonly resolve: (result: Result | null) => void;
    readonly reject: (error: unknown) => void;
  }
  let busy = false;
  let waiting: Waiting | null = null;

  const next = (): void => {
    const turn = waiting;
    waiting = null;
    busy = turn !== null;
    if (turn) void run(turn.task).then(turn.resolve, turn.reject).finally(next);
  };
  return (task) =>
    new Promise((resolve, reject) => {
      waiting?.resolve(null);
      waiting = { task, resolve, reject };
      if (!busy) next();
    });
}

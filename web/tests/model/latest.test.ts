import { expect, test } from "vitest";

import { latestWins } from "../../src/model/latest";

/** A function whose calls end when the test says so. */
function slow() {
  const calls: { task: string; end: () => void; fail: (error: Error) => void }[] = [];
  const run = (task: string) =>
    new Promise<string>((resolve, reject) => {
      calls.push({
        task,
        end: () => {
          resolve(`${task}!`);
        },
        fail: reject,
      });
    });
  return { calls, run };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test("a call on its own is answered", async () => {
  const { calls, run } = slow();
  const answer = latestWins(run)("a");
  calls[0]?.end();
  expect(await answer).toBe("a!");
});

test("never two at a time, and of those that wait only the latest", async () => {
  const { calls, run } = slow();
  const ask = latestWins(run);
  const answers = ["a", "b", "c", "d"].map(ask);
  expect(calls.map((call) => call.task)).toEqual(["a"]);
  calls[0]?.end();
  await settle();
  expect(calls.map((call) => call.task)).toEqual(["a", "d"]);
  calls[1]?.end();
  expect(await Promise.all(answers)).toEqual(["a!", null, null, "d!"]);
});

test("an error goes to the call that caused it, and the next one is made", async () => {
  const { calls, run } = slow();
  const ask = latestWins(run);
  const [first, second] = [ask("a"), ask("b")];
  calls[0]?.fail(new Error("broken"));
  await expect(first).rejects.toThrow("broken");
  await settle();
  calls[1]?.end();
  expect(await second).toBe("b!");
});

test("after a rest it starts anew", async () => {
  const { calls, run } = slow();
  const ask = latestWins(run);
  const first = ask("a");
  calls[0]?.end();
  await first;
  await settle();
  const second = ask("b");
  calls[1]?.end();
  expect(await second).toBe("b!");
});

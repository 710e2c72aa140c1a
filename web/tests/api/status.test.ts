import { expect, test } from "vitest";

import { statusOf, type Circumstances } from "../../src/api/status";

const CALM: Circumstances = {
  waiting: 0,
  conflicts: 0,
  held: 0,
  line: "open",
  online: true,
  signedIn: true,
  durable: true,
};
const status = (now: Partial<Circumstances>) => statusOf({ ...CALM, ...now });

test("nothing is called saved while anything waits", () => {
  expect(status({})).toBe("saved");
  for (const line of ["open", "unreachable", "busy"] as const)
    for (const durable of [true, false])
      expect(status({ waiting: 1, line, durable })).not.toBe("saved");
});

test("what waits is saving, offline, or unsaved, as the last request went", () => {
  expect(status({ waiting: 1 })).toBe("saving");
  expect(status({ waiting: 1, line: "unreachable" })).toBe("offline");
  expect(status({ waiting: 1, line: "busy" })).toBe("unsaved");
});

test("without a disk what waits is unsaved until it is acknowledged", () => {
  expect(status({ waiting: 1, durable: false })).toBe("unsaved");
  expect(status({ waiting: 0, durable: false })).toBe("saved");
});

test("a browser without a network is offline, whatever waits", () => {
  expect(status({ online: false })).toBe("offline");
});

test("who has to sign in is told so first, then what asks for a decision", () => {
  const all = { waiting: 3, conflicts: 1, held: 1 };
  expect(status({ ...all, signedIn: false, online: false })).toBe("signed-out");
  expect(status(all)).toBe("conflict");
  expect(status({ waiting: 1, held: 1 })).toBe("refused");
});

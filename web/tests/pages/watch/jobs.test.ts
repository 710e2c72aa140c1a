import { describe, expect, it } from "vitest";

import type { JobOut } from "../../../src/api/wire";
import { duration, howFar, outcomeOf, pauseOf } from "../../../src/pages/watch/jobs";

const job = (changed: Partial<JobOut>): JobOut => ({
  id: 1,
  kind: "train",
  state: "running",
  done: 0,
  total: 0,
  message: "",
  result: {},
  created_ms: 0,
  started_ms: 0,
  heartbeat_ms: null,
  ended_ms: null,
  ...changed,
});

describe("jobs", () => {
  it("are asked about every two seconds while one runs", () => {
    expect(pauseOf([job({}), job({ state: "done" })])).toBe(2_000);
    expect(pauseOf([job({ state: "done" })])).toBeGreaterThan(10_000);
  });
  it("tell how far they are, and what is left once that can be said", () => {
    expect(howFar(job({ state: "waiting" }), 0)).toBe("waits for a worker");
    expect(howFar(job({ state: "waiting" }), 60_000)).toContain("anymask engine work");
    expect(howFar(job({ done: 1, total: 100 }), 10_000)).toBe("1 of 100, 10 s");
    expect(howFar(job({ done: 25, total: 100 }), 60_000)).toBe(
      "25 of 100, 1 min, about 3 min left",
    );
    expect(howFar(job({ state: "done", ended_ms: 8_000 }), 99_000)).toBe("took 8 s");
  });
  it("tell spans as people do", () => {
    expect([4_000, 90_000, 7_500_000].map(duration)).toEqual(["4 s", "2 min", "2 h 5 min"]);
  });
  it("tell what came of them", () => {
    expect(outcomeOf(job({ result: { promoted: false } }))).toBe("kept aside");
    expect(outcomeOf(job({ result: { images: 3, masks: 40 } }))).toBe("3 images, 40 masks");
  });
});

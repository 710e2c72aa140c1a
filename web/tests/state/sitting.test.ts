import { describe, expect, it } from "vitest";

import {
  ASKING,
  SLOW_MS,
  type Task,
  acted,
  isSlow,
  lost,
  mustRenew,
  opened,
  renewed,
  takeMoments,
  workedOn,
} from "../../src/state/sitting";
import { worked } from "../../src/state/timing";
import { randoms } from "./random";

const TASK: Task = {
  id: 1,
  image_id: 2,
  stage: "assisted-manual",
  kind: "annotate",
  lease: "00000000-0000-0000-0000-000000000000",
  lease_until_ms: 0,
};

describe("a sitting", () => {
  it("sends every moment once, and together they are all the work there was", () => {
    const next = randoms(9);
    let sitting = opened(TASK, 1_000_000);
    const sent: number[] = [];
    let now = 1_000_000;
    for (let i = 0; i < 500; i += 1) {
      now += Math.round(next() * 3_000);
      sitting = acted(sitting, now);
      if (next() > 0.1) continue;
      const [moments, rest] = takeMoments(sitting);
      sent.push(...moments);
      sitting = rest;
    }
    sent.push(...takeMoments(sitting)[0]);
    expect(worked(sent, 0, 60_000)).toBe(now - 1_000_000);
    expect([...sent].sort((a, b) => a - b)).toEqual(sent);
  });

  it("is slow once a mask has taken more than 30 seconds of work", () => {
    let sitting = acted(opened(TASK, 0), 1_000);
    for (let now = 1_000; now <= SLOW_MS; now += 500) sitting = acted(sitting, now);
    expect(isSlow(sitting)).toBe(false);
    sitting = acted(sitting, SLOW_MS + 1_000);
    expect(isSlow(sitting)).toBe(true);
    expect(isSlow(takeMoments(sitting)[1])).toBe(false);
  });

  it("does not count a pause", () => {
    const sitting = acted(acted(opened(TASK, 0), 1_000), 500_000);
    expect(workedOn(sitting)).toBe(1_000);
  });

  it("renews its lease again and again, until it is lost", () => {
    const sitting = opened(TASK, 0);
    expect(mustRenew(sitting, 19_999)).toBe(false);
    expect(mustRenew(sitting, 20_000)).toBe(true);
    expect(mustRenew(renewed(sitting, 20_000), 20_001)).toBe(false);
    expect(mustRenew(lost(sitting, "handed on"), 1e9)).toBe(false);
  });

  it("lets the lease run out once its holder has left", () => {
    const sitting = opened(TASK, 0);
    expect(mustRenew(sitting, 599_000)).toBe(true);
    expect(mustRenew(sitting, 600_000)).toBe(false);
    expect(mustRenew(acted(sitting, 500_000), 700_000)).toBe(true);
  });

  it("without a task has nothing to do and nothing to time", () => {
    expect(opened(null, 5).phase).toBe("nothing");
    expect(acted(ASKING, 5)).toBe(ASKING);
  });
});

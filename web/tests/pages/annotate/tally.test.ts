import { describe, expect, it } from "vitest";

import { NO_TALLY, figuresOf, withImage, withMask } from "../../../src/pages/annotate/tally";

describe("own figures of a sitting", () => {
  it("are per new mask; edits cost time and clicks all the same", () => {
    const tally = withMask(
      withMask(withMask(NO_TALLY, true, 2, 9_000), true, 1, 6_000),
      false,
      3,
      3_000,
    );
    expect(figuresOf(withImage(tally))).toEqual({
      masks: 2,
      images: 1,
      secondsPerMask: 9,
      clicksPerMask: 3,
      masksPerHour: 400,
    });
  });

  it("say nothing per mask before there is one", () => {
    const { secondsPerMask, clicksPerMask, masksPerHour } = figuresOf(withImage(NO_TALLY));
    expect([secondsPerMask, clicksPerMask, masksPerHour]).toEqual([null, null, null]);
  });
});

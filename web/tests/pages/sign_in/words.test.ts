import { expect, test } from "vitest";

import { ApiError } from "../../../src/api/http";
import { sentence, wordsOf } from "../../../src/pages/sign_in/words";

test("messages of the server become sentences", () => {
  expect(sentence("name or password is wrong; try again, or ask an admin")).toBe(
    "Name or password is wrong; try again, or ask an admin.",
  );
  expect(sentence("Is it?")).toBe("Is it?");
});

test("a wrong token is called one, a wrong password what the server calls it", () => {
  const unknown = new ApiError(401, "unknown person", "name or password is wrong");
  expect(wordsOf(unknown, "token")).toContain("token");
  expect(wordsOf(unknown, "password")).toBe("Name or password is wrong.");
});

test("too many attempts and a silent server are told as such", () => {
  const many = new ApiError(429, "too many requests", "more than 10 attempts in 60 seconds; wait");
  expect(wordsOf(many, "password")).toBe("More than 10 attempts in 60 seconds; wait.");
  expect(wordsOf(new ApiError(0, "unreachable", "x"), "token")).toContain("does not answer");
});

import { afterEach, describe, expect, test, vi } from "vitest";

import { deliver, meaningOf } from "../../src/api/deliver";
import { ApiError } from "../../src/api/http";
import { maskOf, writeOf } from "./simulation";

const failed = (status: number, kind = "x", more: { newest?: boolean; afterMs?: number } = {}) =>
  new ApiError(status, kind, "why", more.newest ? maskOf("a", 3) : undefined, more.afterMs);

describe("an answer means", () => {
  test.each([
    [0, "unreachable"],
    [408, "busy"],
    [429, "busy"],
    [500, "busy"],
    [503, "busy"],
  ])("another try after %i", (status, why) => {
    expect(meaningOf(failed(status))).toMatchObject({ kind: "later", why });
  });

  test.each([400, 403, 404, 413, 422])("that the write is refused after %i", (status) => {
    expect(meaningOf(failed(status))).toEqual({ kind: "refused", message: "why" });
  });

  test("another try if it is not our server's, unless the write is too large", () => {
    expect(meaningOf(failed(404, "foreign")).kind).toBe("later");
    expect(meaningOf(failed(403, "foreign")).kind).toBe("later");
    expect(meaningOf(failed(413, "foreign")).kind).toBe("refused");
  });

  test("that somebody has to sign in after 401", () => {
    expect(meaningOf(failed(401)).kind).toBe("signed-out");
  });

  test("a conflict if there is a newer mask, else that the lease may be lost", () => {
    expect(meaningOf(failed(409, "stale", { newest: true }))).toMatchObject({
      kind: "stale",
      newest: { version: 3 },
    });
    expect(meaningOf(failed(409, "conflict")).kind).toBe("lease");
  });

  test("a pause as long as the server asks for", () => {
    expect(meaningOf(failed(429, "x", { afterMs: 2_000 }))).toMatchObject({ afterMs: 2_000 });
  });
});

/** A server that answers by method and path, and remembers what it got. */
function serving(routes: Record<string, [status: number, body: unknown]>) {
  const got: { to: string; body: unknown }[] = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const to = `${init.method ?? ""} ${url.replace("/api/v1/projects/zoo", "")}`;
    got.push({ to, body: typeof init.body === "string" ? JSON.parse(init.body) : null });
    const [status, body] = routes[to] ?? [404, { error: { kind: "missing", message: to } }];
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  return got;
}
afterEach(() => {
  vi.unstubAllGlobals();
});
const CONFLICT = { error: { kind: "conflict", message: "handed to somebody else" } };
const save = writeOf("m", "r", { kind: "save", seenVersion: 2, lease: "now" });
const SAVE = "PUT /tasks/7/masks/m";
const BEAT = "POST /tasks/7/heartbeat";

test("a save goes out with the ids and the version of the write, whatever its body says", async () => {
  const got = serving({ [SAVE]: [200, { mask: maskOf("m", 3) }] });
  expect(await deliver(save)).toEqual({ kind: "acknowledged", mask: maskOf("m", 3) });
  expect(got[0]?.body).toMatchObject({ lease: "now", request_id: "r", seen_version: 2 });
});

test("deletions and verdicts have routes of their own", async () => {
  const mask = maskOf("m", 3);
  serving({
    "POST /tasks/7/masks/m/delete": [200, mask],
    "PUT /tasks/7/verdicts/m": [200, { verdict: {}, mask }],
  });
  expect((await deliver({ ...save, kind: "delete" })).kind).toBe("acknowledged");
  expect((await deliver({ ...save, kind: "verdict" })).kind).toBe("acknowledged");
});

test("a conflict under a lease that holds is a refusal", async () => {
  serving({ [SAVE]: [409, CONFLICT], [BEAT]: [200, {}] });
  expect((await deliver(save)).kind).toBe("refused");
});

test("a conflict under a lease that is lost is kept for the next lease", async () => {
  serving({
    [SAVE]: [409, CONFLICT],
    [BEAT]: [409, CONFLICT],
    "GET /images/3/masks": [200, { masks: [] }],
  });
  expect(await deliver(save)).toEqual({ kind: "lease", message: "handed to somebody else" });
});

test("a write that had been saved before the lease was lost is acknowledged", async () => {
  const mask = { ...maskOf("m", 3), rle: "counts" };
  serving({
    [SAVE]: [409, CONFLICT],
    [BEAT]: [409, CONFLICT],
    "GET /images/3/masks": [200, { masks: [mask] }],
  });
  const body = { ...save.body, counts: "counts" } as never;
  expect((await deliver({ ...save, body })).kind).toBe("acknowledged");
});

test("without an answer about the lease the write is sent again", async () => {
  serving({ [SAVE]: [409, CONFLICT], [BEAT]: [503, CONFLICT] });
  expect((await deliver(save)).kind).toBe("later");
});

import { afterEach, describe, expect, test, vi } from "vitest";

import { ApiError, ask, query, send } from "../../src/api/http";
import { session, setSession } from "../../src/api/who";

const UNKNOWN = { error: { kind: "unknown person", message: "log in" } };
const ME = { id: 1, name: "ann", roles: {} };

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(status === 204 ? null : text, { status, headers })),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}
async function failing(): Promise<ApiError> {
  return ask("GET", "/projects").then(
    () => {
      throw new Error("it went well");
    },
    (error: unknown) => error as ApiError,
  );
}
afterEach(() => {
  vi.unstubAllGlobals();
  setSession({ kind: "unknown" });
});

test("a request is sent below the prefix, as JSON, and answered with JSON", async () => {
  const fetched = answering(200, { id: 4 });
  expect(await ask("POST", "/projects/zoo/jobs", { body: { kind: "train" } })).toEqual({ id: 4 });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url).toBe("/api/v1/projects/zoo/jobs");
  expect(init).toMatchObject({ method: "POST", body: '{"kind":"train"}' });
});

test("no content is no value", async () => {
  answering(204, null);
  expect(await ask("POST", "/x")).toBeUndefined();
});

test("304 is an answer and no failure", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(null, { status: 304 })));
  expect((await send("GET", "/x")).status).toBe(304);
});

describe("a failure", () => {
  test("says what the server says", async () => {
    answering(422, { error: { kind: "input", message: "the mask has no pixel" } });
    expect(await failing()).toMatchObject({
      status: 422,
      kind: "input",
      message: "the mask has no pixel",
    });
  });

  test("brings the newest version of a mask along", async () => {
    answering(409, { error: { kind: "stale", message: "look again" }, newest: { version: 3 } });
    expect((await failing()).newest).toEqual({ version: 3 });
  });

  test("says when to try again", async () => {
    answering(429, { error: { kind: "x", message: "y" } }, { "retry-after": "2" });
    expect((await failing()).retryAfterMs).toBe(2_000);
  });

  test("without our words is foreign", async () => {
    answering(502, "<html>bad gateway</html>");
    expect(await failing()).toMatchObject({ status: 502, kind: "foreign" });
  });

  test("is foreign too when a success is no JSON", async () => {
    answering(200, "<html>log in to the hotel</html>");
    expect(await failing()).toMatchObject({ status: 200, kind: "foreign" });
  });

  test("without an answer has status 0", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    expect(await failing()).toMatchObject({ status: 0, kind: "unreachable" });
  });
});

describe("who is asking", () => {
  test("has to come back when the server no longer knows them, and stays known", async () => {
    setSession({ kind: "in", me: ME });
    answering(401, UNKNOWN);
    await expect(ask("PUT", "/x", { patient: false })).rejects.toMatchObject({ status: 401 });
    expect(session.value).toEqual({ kind: "expired", me: ME });
  });

  test("is waited for, and then the request is sent once more", async () => {
    setSession({ kind: "in", me: ME });
    answering(401, UNKNOWN);
    const asked = ask("GET", "/projects");
    await vi.waitFor(() => expect(session.value.kind).toBe("expired"));
    const fetched = answering(200, ["zoo"]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fetched).not.toHaveBeenCalled();
    setSession({ kind: "in", me: ME });
    expect(await asked).toEqual(["zoo"]);
  });

  test("is waited for in vain when they sign out", async () => {
    setSession({ kind: "in", me: ME });
    answering(401, UNKNOWN);
    const asked = failing();
    await vi.waitFor(() => expect(session.value.kind).toBe("expired"));
    setSession({ kind: "out" });
    expect((await asked).status).toBe(401);
  });

  test("is waited for only as long as the answer is wanted", async () => {
    setSession({ kind: "in", me: ME });
    answering(401, UNKNOWN);
    const left = new AbortController();
    const asked = ask("GET", "/projects", { signal: left.signal });
    await vi.waitFor(() => expect(session.value.kind).toBe("expired"));
    left.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  });

  test("is signed out if they never were known", async () => {
    answering(401, UNKNOWN);
    await failing();
    expect(session.value).toEqual({ kind: "out" });
  });

  test("has to come back when the second cookie is gone", async () => {
    setSession({ kind: "in", me: ME });
    vi.stubGlobal("document", { cookie: "" });
    answering(403, { error: { kind: "forbidden", message: "load it again" } });
    await expect(ask("POST", "/x", { patient: false })).rejects.toMatchObject({ status: 401 });
    expect(session.value.kind).toBe("expired");
  });

  test("is shown by the second cookie", async () => {
    vi.stubGlobal("document", { cookie: "other=1; anymask_csrf=a%2Bb" });
    const fetched = answering(200, {});
    await ask("GET", "/me");
    expect(fetched.mock.calls[0]?.[1].headers).toMatchObject({ "x-csrf-token": "a+b" });
  });

  test("is shown by a pasted token instead, where there is one", async () => {
    vi.stubGlobal("sessionStorage", { getItem: () => "secret" });
    vi.stubGlobal("document", { cookie: "anymask_csrf=a" });
    const fetched = answering(200, {});
    await ask("GET", "/me");
    expect(fetched.mock.calls[0]?.[1].headers).toMatchObject({ authorization: "Bearer secret" });
    expect(fetched.mock.calls[0]?.[1].headers).not.toHaveProperty("x-csrf-token");
  });
});

test("queries leave out what is not given and escape the rest", () => {
  expect(query({ a: 1, b: undefined, c: null, d: "x&y=z", e: false })).toBe(
    "?a=1&d=x%26y%3Dz&e=false",
  );
  expect(query({ a: undefined })).toBe("");
});

import { afterEach, expect, test, vi } from "vitest";

import { lookUpSession, session, signIn, signInWithToken, signOut } from "../../src/api/session";
import { setSession } from "../../src/api/who";

const ANN = { id: 1, name: "ann", roles: { 4: "admin" } };
const kept = new Map<string, string>();

/** A server that knows who is asking by the answers it is given, one for each method and path. */
function serving(routes: Record<string, [status: number, body?: unknown]>, cookie = "") {
  const got: string[] = [];
  kept.clear();
  vi.stubGlobal("document", { cookie });
  vi.stubGlobal("sessionStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const to = `${init.method ?? ""} ${url.replace("/api/v1", "")}`;
    got.push(to);
    const [status, body] = routes[to] ?? [0];
    if (status === 0) return Promise.reject(new TypeError("network"));
    return Promise.resolve(new Response(body ? JSON.stringify(body) : null, { status }));
  });
  return got;
}
const UNKNOWN = { error: { kind: "unknown person", message: "log in" } };

afterEach(() => {
  vi.unstubAllGlobals();
  setSession({ kind: "unknown" });
});

test("without a cookie or a token nobody is signed in, and the server is not asked", async () => {
  const got = serving({});
  await lookUpSession();
  expect(session.value).toEqual({ kind: "out" });
  expect(got).toEqual([]);
});

test("a cookie is asked about once, however many ask", async () => {
  const got = serving({ "GET /me": [200, ANN] }, "anymask_csrf=x");
  await Promise.all([lookUpSession(), lookUpSession()]);
  expect(session.value).toEqual({ kind: "in", me: ANN });
  expect(got).toEqual(["GET /me"]);
});

test("a cookie that the server no longer knows is nobody", async () => {
  serving({ "GET /me": [401, UNKNOWN] }, "anymask_csrf=x");
  await lookUpSession();
  expect(session.value).toEqual({ kind: "out" });
});

test("a server that does not answer leaves open who is asking", async () => {
  serving({}, "anymask_csrf=x");
  await expect(lookUpSession()).rejects.toThrow("does not answer");
  expect(session.value).toEqual({ kind: "unknown" });
});

test("who signs in is asked for with their roles", async () => {
  const got = serving({ "POST /session": [200, { ...ANN, roles: {} }], "GET /me": [200, ANN] });
  await signIn("ann", "secret");
  expect(session.value).toEqual({ kind: "in", me: ANN });
  expect(got).toEqual(["POST /session", "GET /me"]);
});

test("a wrong password leaves everything as it was", async () => {
  serving({ "POST /session": [401, UNKNOWN] });
  setSession({ kind: "expired", me: ANN });
  await expect(signIn("ann", "wrong")).rejects.toMatchObject({ status: 401 });
  expect(session.value).toEqual({ kind: "expired", me: ANN });
});

test("a pasted token is kept if the server knows it, and forgotten if not", async () => {
  serving({ "GET /me": [200, ANN] });
  await signInWithToken(" secret\n");
  expect([...kept.values()]).toEqual(["secret"]);
  serving({ "GET /me": [401, UNKNOWN] });
  await expect(signInWithToken("wrong")).rejects.toMatchObject({ status: 401 });
  expect([...kept.values()]).toEqual([]);
});

test("signing out forgets the token, and ends a session on the server", async () => {
  const got = serving({ "GET /me": [200, ANN], "DELETE /session": [204] }, "anymask_csrf=x");
  await lookUpSession();
  await signOut();
  expect(session.value).toEqual({ kind: "out" });
  expect(got).toEqual(["GET /me", "DELETE /session"]);
});

test("signing out of a session that has ended is no error", async () => {
  serving({ "DELETE /session": [401, UNKNOWN] }, "anymask_csrf=x");
  setSession({ kind: "in", me: ANN });
  await signOut();
  expect(session.value).toEqual({ kind: "out" });
});

test("a page that was somebody else's is loaded anew", async () => {
  const reload = vi.fn();
  serving({ "POST /session": [200, ANN], "GET /me": [200, ANN] });
  vi.stubGlobal("window", { location: { reload } });
  setSession({ kind: "expired", me: { id: 2, name: "bob", roles: {} } });
  await signIn("ann", "secret");
  expect(reload).toHaveBeenCalledOnce();
  expect(session.value).toMatchObject({ kind: "expired", me: { name: "bob" } });
});

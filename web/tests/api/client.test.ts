import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { connect } from "../../src/api/client";
import { explore } from "../../src/api/explore";
import { play } from "../../src/api/play";
import { listProjects } from "../../src/api/routes_projects";
import { signIn, signOut } from "../../src/api/session";
import { sittingRoutes } from "../../src/api/sittings";
import { watch } from "../../src/api/watch";
import { setSession } from "../../src/api/who";
import description from "../../src/api/wire.ts?raw";

const PROJECT = "a project/with ?#";
const LEASED = { id: 5, lease: "l" };
const NONE = {} as never;

/** Every method and path that the server has, the path as a pattern. */
function routesOf(text: string): { method: string; pattern: RegExp }[] {
  const paths = text.slice(
    text.indexOf("export interface paths"),
    text.indexOf("export type webhooks"),
  );
  return paths
    .split(/\n {4}"(?=\/)/)
    .slice(1)
    .flatMap((part) => {
      const path = part.slice(0, part.indexOf('"'));
      const pattern = new RegExp(
        `^${path.replace(/\{[^}]+\}/g, path.endsWith("{name}") ? ".+" : "[^/]+")}$`,
      );
      const methods = [...part.matchAll(/\n {8}(get|put|post|delete|patch): operations/g)];
      return methods.map(([, method = ""]) => ({ method: method.toUpperCase(), pattern }));
    });
}

const ROUTES = routesOf(description);
let asked: { method: string; path: string }[] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("sessionStorage", { getItem: () => null, removeItem: () => undefined });
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    asked.push({ method: init.method ?? "", path: url.replace(/\?.*/, "") });
    return Promise.resolve(new Response("{}"));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  setSession({ kind: "unknown" });
});

/** Call each function of a group of routes; one that is not in `calls` fails the test. */
async function callAll<T extends object>(group: T, calls: Record<string, (group: T) => unknown>) {
  const names = Object.entries(group).flatMap(([name, value]) =>
    typeof value === "function" && !name.endsWith("Url") ? [name] : [],
  );
  expect(Object.keys(calls).toSorted()).toEqual(names.toSorted());
  for (const call of Object.values(calls)) await call(group);
  return unknownRoutes();
}
const unknownRoutes = () =>
  asked.filter(
    ({ method, path }) =>
      !ROUTES.some((route) => route.method === method && route.pattern.test(path)),
  );

test("the description has routes, and is read as such", () => {
  expect(ROUTES.length).toBeGreaterThan(30);
});

test("what a project is asked for exists on the server", async () => {
  const unknown = await callAll(connect(PROJECT), {
    project: (api) => api.project(),
    changeStage: (api) => api.changeStage("semi-automatic"),
    people: (api) => api.people(),
    addPerson: (api) => api.addPerson(NONE),
    events: (api) => api.events({ before: 3 }),
    images: (api) => api.images({ limit: 3 }),
    image: (api) => api.image(3),
    masks: (api) => api.masks(3),
    segment: (api) => api.segment(3, NONE),
    flag: (api) => api.flag(3, "blurred"),
    file: (api) => api.file(3),
    embedding: (api) => api.embedding(3, '"tag"'),
    nextTask: (api) => api.nextTask(),
    keepAlive: (api) => api.keepAlive(LEASED),
    release: (api) => api.release(LEASED),
    skip: (api) => api.skip(LEASED, ""),
    finish: (api) => api.finish(LEASED),
    saveMask: (api) => api.saveMask(5, "m", NONE),
    deleteMask: (api) => api.deleteMask(5, "m", NONE),
    history: (api) => api.history("m"),
    flags: (api) => api.flags(false),
    resolveFlag: (api) => api.resolveFlag(2, true),
    giveVerdict: (api) => api.giveVerdict(5, "m", NONE),
    verdicts: (api) => api.verdicts(5),
    reviews: (api) => api.reviews(),
    audits: (api) => api.audits(),
    startAudit: (api) => api.startAudit(),
    agreement: (api) => api.agreement(),
    askAgain: (api) => api.askAgain(NONE),
    consensus: (api) => api.consensus(3),
    status: (api) => api.status(),
    models: (api) => api.models(),
    jobs: (api) => api.jobs(5),
    askForJob: (api) => api.askForJob("train"),
    stopJob: (api) => api.stopJob(2),
  });
  expect(unknown).toEqual([]);
});

test("what sittings, explorer, dashboard and playground ask for exists on the server", async () => {
  const { signal } = new AbortController();
  const photo = new Blob(["x"]);
  const unknown = [
    ...(await callAll(sittingRoutes(PROJECT), {
      ended: (api) => api.ended(3),
      reopen: (api) => api.reopen(5),
      upcoming: (api) => api.upcoming(["annotate"], 2),
      categories: (api) => api.categories(),
      decoder: (api) => api.decoder(),
      decoderFile: (api) => api.decoderFile("/api/v1/projects/zoo/models/2/decoder/x.onnx"),
    })),
    ...(await callAll(explore(PROJECT), {
      images: (api) => api.images("state=ready", 0, 3, signal),
      facets: (api) => api.facets(),
      tree: (api) => api.tree(3),
      statistics: (api) => api.statistics(),
    })),
    ...(await callAll(watch(PROJECT), {
      rounds: (api) => api.rounds(),
      team: (api) => api.team(),
      mine: (api) => api.mine(),
      faults: (api) => api.faults(),
      releases: (api) => api.releases(),
      release: (api) => api.release(2),
      askForRelease: (api) => api.askForRelease(NONE),
      releaseFile: (api) => api.releaseFile(2, "data/a b.tar"),
    })),
    ...(await callAll(play, {
      about: (api) => api.about(),
      add: (api) => api.add(photo),
      file: (api) => api.file("p"),
      embedding: (api) => api.embedding("p"),
      segment: (api) => api.segment("p", NONE, signal),
      startEverything: (api) => api.startEverything("p"),
      everything: (api) => api.everything("p"),
      stopEverything: (api) => api.stopEverything("p"),
      decoder: (api) => api.decoder(),
      decoderFile: (api) => api.decoderFile("/api/v1/play/decoder/x.onnx"),
      save: (api) => api.save("p", NONE),
    })),
  ];
  expect(unknown).toEqual([]);
});

test("sessions and the list of projects exist on the server", async () => {
  await signIn("ann", "secret");
  await signOut();
  await listProjects();
  expect(asked.length).toBe(4);
  expect(unknownRoutes()).toEqual([]);
});

test("names of projects are escaped wherever they are part of an address", async () => {
  const escaped = encodeURIComponent(PROJECT);
  const api = connect(PROJECT);
  await api.status();
  expect(asked[0]?.path).toBe(`/api/v1/projects/${escaped}/status`);
  expect(api.thumbnailUrl(3)).toBe(`/api/v1/projects/${escaped}/images/3/thumbnail`);
});

import { beforeEach, expect, test, vi } from "vitest";

import { embeddingOf, forgetEmbeddings } from "../../src/model/cache";
import type { Use } from "../../src/model/lru";
import type { Kept, Shelf } from "../../src/model/shelf";

/** What is kept, in memory. */
const kept = new Map<string, Kept>();

vi.mock("../../src/model/shelf", () => ({
  openShelf: (): Promise<Shelf> =>
    Promise.resolve({
      get: (key) => Promise.resolve(kept.get(key)),
      put: (key, entry) => {
        kept.set(key, entry);
        return Promise.resolve();
      },
      uses: () => {
        const uses = [...kept].map(([key, { bytes }], at): Use => ({
          key,
          bytes: bytes.byteLength,
          at,
        }));
        return Promise.resolve(uses);
      },
      drop: (keys) => {
        for (const key of keys) kept.delete(key);
        return Promise.resolve();
      },
      clear: () => {
        kept.clear();
        return Promise.resolve();
      },
    }),
}));

/** A server that knows one embedding, and what it was asked for. */
function server(content: string, etag: string) {
  const asked: (string | undefined)[] = [];
  const ask = (known?: string) => {
    asked.push(known);
    if (known === etag) return Promise.resolve(new Response(null, { status: 304 }));
    return Promise.resolve(new Response(content, { headers: { etag } }));
  };
  return { asked, ask };
}

const text = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  kept.clear();
});

test("what was fetched once is only asked about the second time", async () => {
  const { asked, ask } = server("first", '"1"');
  expect(text(await embeddingOf("a", ask))).toBe("first");
  await settle();
  expect(text(await embeddingOf("a", ask))).toBe("first");
  expect(asked).toEqual([undefined, '"1"']);
});

test("a newer embedding replaces the one that was kept", async () => {
  await embeddingOf("a", server("old", '"1"').ask);
  await settle();
  expect(text(await embeddingOf("a", server("new", '"2"').ask))).toBe("new");
  await settle();
  expect(kept.get("a")?.etag).toBe('"2"');
});

test("calls at the same time share one request", async () => {
  const { asked, ask } = server("once", '"1"');
  await Promise.all([embeddingOf("a", ask), embeddingOf("a", ask)]);
  expect(asked).toHaveLength(1);
});

test("without the network, what is kept is right; what is not kept is an error", async () => {
  const offline = () => Promise.reject(new TypeError("Failed to fetch"));
  await embeddingOf("a", server("kept", '"1"').ask);
  await settle();
  expect(text(await embeddingOf("a", offline))).toBe("kept");
  await expect(embeddingOf("b", offline)).rejects.toThrow("Failed to fetch");
});

test("a refusal of the server is not covered up by what is kept", async () => {
  await embeddingOf("a", server("kept", '"1"').ask);
  await settle();
  const refused = () =>
    Promise.reject(Object.assign(new Error("no longer yours"), { status: 403 }));
  await expect(embeddingOf("a", refused)).rejects.toThrow("no longer yours");
});

test("everything can be forgotten", async () => {
  await embeddingOf("a", server("kept", '"1"').ask);
  await settle();
  await forgetEmbeddings();
  expect(kept.size).toBe(0);
});

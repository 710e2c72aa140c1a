/**
 * Sends what waits in the outbox, one write after the other, until nothing can be sent. Of all tabs
 * one does so at a time.
 */

import { pauseMs } from "./backoff";
import type { Delivery } from "./deliver";
import { nextToSend, reduce, versionMade, type Answer, type Queue } from "./queue";
import type { OutboxStore } from "./outbox_store";
import type { Line } from "./status";
import type { MaskOut } from "./wire";
import type { MaskWrite } from "./writes";

/** What the sender needs of the world, so that tests can bring their own. */
export interface World {
  readonly store: OutboxStore;
  deliver(write: MaskWrite): Promise<Delivery>;
  alone(work: () => Promise<void>): Promise<void>;
  /** The id of who is signed in; null: nobody, nothing is sent. */
  writerId(): number | null;
  /** Wait, but not longer than until `woken` resolves. */
  sleep(ms: number, woken: Promise<void>): Promise<void>;
  random(): number;
  /** How the last request went. */
  line(line: Line): void;
  changed(queue: Queue): void;
  acknowledged(writerId: number, mask: MaskOut): void;
}

export interface Sender {
  /** Send what waits, now: something was put, or the connection may be back. */
  wake(): void;
}

export function makeSender(world: World): Sender {
  let running = false;
  let asked = false;
  let ring: () => void = () => undefined;

  const run = async () => {
    running = true;
    while (asked) {
      asked = false;
      await world.alone(drain).catch(() => undefined);
    }
    running = false;
  };

  const drain = async () => {
    for (let failures = 0; ;) {
      const woken = new Promise<void>((resolve) => {
        ring = resolve;
      });
      asked = false;
      const sent = await sendNext(world);
      if (sent === "nothing") return;
      world.line(sent.line);
      failures = sent.line === "open" ? 0 : failures + 1;
      if (failures > 0) await world.sleep(pauseMs(failures, world.random(), sent.afterMs), woken);
    }
  };

  return {
    wake: () => {
      asked = true;
      ring();
      if (!running) void run();
    },
  };
}

type Sent = "nothing" | { readonly line: Line; readonly afterMs?: number | undefined };

/** Send one write and keep what its answer changes, before anything else is sent. */
async function sendNext(world: World): Promise<Sent> {
  const writerId = world.writerId();
  if (writerId === null) return "nothing";
  const entry = nextToSend(await world.store.read(), writerId);
  if (entry === null) return "nothing";
  const { write } = entry;
  const delivery = await world.deliver(write);
  if (delivery.kind === "signed-out") return "nothing";
  if (delivery.kind === "later") return { line: delivery.why, afterMs: delivery.afterMs };
  await keep(world, writerId, write, delivery);
  return { line: "open" };
}

async function keep(world: World, writerId: number, write: MaskWrite, answer: Answer) {
  const { requestId } = write;
  const event = { kind: "answered", requestId, answer } as const;
  const queue = await world.store.update((before) => reduce(before, event));
  if (answer.kind === "acknowledged") {
    const version = versionMade(write, answer.mask);
    world.acknowledged(writerId, { ...answer.mask, version });
  }
  world.changed(queue);
}

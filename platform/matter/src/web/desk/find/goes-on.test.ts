import { expect, it } from "vitest";
import type { Ask } from "@niuniu/wire";
import { catchUp, type Followed } from "./catch-up.ts";
import { openKept } from "./kept.ts";

/* Reading one's earlier matters on a device that is new to them; the toy's letters are opened as soon as they are read. */

type Toy = Followed<never, string, { readonly ask: Ask; readonly me: string }>;
const NAMES = Array.from({ length: 30 }, (_, at) => `TOY${at}`);

/** A house with these matters, which counts how often a thread is asked for. */
function house() {
  const asked: string[] = [];
  const ask = ((_: unknown, { case: name }: { case: string }) => {
    asked.push(name);
    const entries = [{ text: '{"kind":"open","by":"wen-jing"}\n', part: -1 }];
    return Promise.resolve({ header: { case: name, entries, from: 1, before: null }, parts: [] });
  }) as unknown as Ask;
  const followed = {
    thread: {},
    older: {},
    lines: () =>
      Promise.resolve({ lines: NAMES.map((name) => ({ case: name, opened: true, entries: 1 })), after: null }),
    open: ({ header }: { header: { case: string } }) => Promise.resolve(header.case),
    readHere: (name: string) => ({ header: { case: name, entries: [{}] }, entries: [], told: [`about ${name}`] }),
  } as unknown as Toy;
  return { asked, followed, desk: { ask, me: "wen-jing" } };
}

const shelf = (): Parameters<typeof openKept>[0]["files"] => {
  const files = new Map<string, Uint8Array>();
  return {
    open: (name) => ({
      read: () => Promise.resolve(files.get(name) ?? null),
      write: (bytes) => Promise.resolve(files.set(name, bytes).size > 0),
    }),
    forget: (name) => Promise.resolve(void files.delete(name)),
  };
};

it("is counted down, ends when it is stopped, and goes on where it stood, also after the desk was closed", async () => {
  const files = shelf();
  const keys = { identity: new Uint8Array(32).fill(7) };
  const open = () => openKept({ me: "wen-jing", feature: "", now: () => 7, keys, files });
  const { asked, followed, desk } = house();
  const first = open();
  const left: number[] = [];
  const stops = (): boolean => asked.length >= 12;
  await catchUp(desk, followed, { kept: first, notMine: new Map(), over: stops, tell: (count) => left.push(count) });
  expect(left).toEqual(Array.from({ length: 12 }, (_, at) => 30 - at));
  // That which was being read when it was stopped is not kept.
  expect(first.all().length).toBe(11);
  await first.close();

  const second = open();
  left.length = 0;
  await catchUp(desk, followed, {
    kept: second,
    notMine: new Map(),
    over: () => false,
    tell: (count) => left.push(count),
  });
  expect(left[0]).toBe(19);
  expect(second.all().length).toBe(30);
  expect(asked.slice(12)).toEqual(NAMES.slice(11));
  await second.close();
});

import { route, type Ask, type ParcelOf } from "@niuniu/wire";
import { expect, it } from "vitest";
import type { OlderHeader, SealedThread } from "../../../thread.ts";
import { after, boxThread, deskOf, openBox, put, type OpenedBox } from "../testing.ts";
import { catchUp, type Followed, type NotMine } from "./catch-up.ts";
import type { ReadHere } from "./kept-matter.ts";
import type { Kept } from "./kept.ts";

const ME = "wen-jing";
const older = route<{ readonly case: string; readonly before: number }, ParcelOf<OlderHeader>>({
  ...{ audience: "member", method: "POST", path: "/box/older", takes: "json", gives: "parcel" },
});

/** A desk whose server has these letters, two on a page; what it was asked for, and what was kept. */
function following(threads: readonly ParcelOf<SealedThread>[], shut: readonly string[] = []) {
  const asked: string[] = [];
  const kept = new Map<string, ReadHere>();
  const ask: Ask = (_route, request) => {
    const { case: name } = request as { readonly case: string };
    asked.push(name);
    const found = threads.find(({ header }) => header.case === name);
    return found === undefined ? Promise.reject(new Error("there is none")) : Promise.resolve(found as never);
  };
  const followed: Followed<SealedThread, OpenedBox, ReturnType<typeof deskOf>> = {
    ...{ thread: boxThread, older, open: openBox },
    lines: (_desk, at) => {
      const from = Number(at ?? 0);
      const lines = threads.slice(from, from + 2).map(({ header: { case: name, entries } }) => {
        return { case: name, opened: !shut.includes(name), entries: entries.length };
      });
      return Promise.resolve({ lines, after: from + 2 < threads.length ? String(from + 2) : null });
    },
    readHere: ({ header, entries, report }) => ({ header, entries, told: [report?.text ?? ""] }),
  };
  const here: Kept = {
    all: () => [],
    of: (name) => {
      const entries = kept.get(name)?.header.entries.length;
      return entries === undefined ? null : ({ entries } as never);
    },
    read: (opened) => void kept.set(opened.header.case, opened),
    label: () => undefined,
    listen: () => () => undefined,
    ready: Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const notMine: NotMine = new Map();
  const run = (over = () => false) => catchUp(deskOf(ME, ask), followed, { kept: here, notMine, over });
  return { asked, kept, notMine, run };
}
const mine = async (text: string) => after((await put(text)).threadFor(ME), ME, { kind: "open" });
const nameOf = ({ header }: ParcelOf<SealedThread>): string => header.case;

it("what is new in the matters that this member has opened is read on every page, of whatever kind, and what is known is not asked for again", async () => {
  const threads = [await mine("the first"), await mine("the second"), await mine("the third")];
  const { asked, kept, run } = following(threads);
  await run();
  expect([...kept.values()].map(({ told }) => told[0])).toEqual(["the first", "the second", "the third"]);
  await run();
  expect(asked).toEqual(threads.map(nameOf));
});

it("a matter that nobody has opened is not asked for, and one that only others have opened stays shut and is asked for once", async () => {
  const theirs = after((await put("for others")).threadFor(ME), "luo-yan", { kind: "open" });
  const unopened = (await put("not yet")).threadFor(ME);
  const { asked, kept, notMine, run } = following([theirs, unopened], [nameOf(unopened)]);
  await run();
  await run();
  expect(asked).toEqual([nameOf(theirs)]);
  expect([kept.size, [...notMine]]).toEqual([0, [[nameOf(theirs), 2]]]);
});

it("it ends where the desk is locked, and keeps nothing that comes in afterwards", async () => {
  const threads = [await mine("the first"), await mine("the second")];
  const { asked, kept, run } = following(threads);
  await run(() => asked.length > 0);
  expect([asked, kept.size]).toEqual([[nameOf(threads[0] ?? threads[1]!)], 0]);
});

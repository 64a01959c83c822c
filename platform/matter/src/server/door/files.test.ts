import { fromBase64, sha256, toHex } from "@niuniu/note";
import { readCalendar } from "@niuniu/owe";
import { activeMembers } from "@niuniu/roster";
import { countedRandom, SAMPLE_PEOPLE, sampleRoster } from "@niuniu/roster/testing";
import { recipientOf, sealTo } from "@niuniu/seal";
import { CALENDAR } from "@niuniu/wire";
import { html } from "@niuniu/host";
import { expect, test } from "vitest";
import type { Office } from "../office.ts";
import type { Link } from "../sealed/store.ts";
import { doorOn, type Taken } from "./files.ts";
import type { HandedIn } from "./shapes.ts";
import { words } from "./testing.ts";

const NOW = Date.UTC(2026, 10, 23, 4);
const random = countedRandom("a door");
const people = await Promise.all(
  SAMPLE_PEOPLE.map(async (one) => ({ ...one, recipient: await recipientOf(random(32)) })),
);
const { roster } = sampleRoster(random, NOW - 1, people);
const active = activeMembers(roster, NOW);
const recipients = (struck: readonly string[] = []): readonly Uint8Array[] =>
  active.flatMap(({ id, recipient }) => (struck.includes(id) ? [] : [fromBase64(recipient)]));

interface Question {
  readonly id: string;
  readonly auth: Uint8Array | null;
  readonly body: Uint8Array;
  readonly owner: string;
}
const said = (kind: string, number: number): Link => ({
  number,
  text: `${JSON.stringify({ kind, date: "2026-11-23" })}\n`,
  salt: new Uint8Array(32),
  size: 4,
});

/** The door of a kind of matter that is no case: questions, each of which one member answers. */
function questions() {
  const kept = new Map<string, Question>();
  const begun: Taken<HandedIn>[] = [];
  const chain = [said("sealed", 1), said("note", 2), said("answer", 3)];
  const door = doorOn<HandedIn, Question>(
    { db: null as never, random },
    {
      ...{ name: "toy", words: { en: words, "zh-CN": words }, page: "/toy/sealed", pickUp: "/toy/pick-up" },
      ...{ asks: () => html`<p>nothing else</p>`, largest: 100_000 },
      office: () => Promise.resolve({ active, expired: false } as unknown as Office),
      find: (lookup) => Promise.resolve(kept.get(toHex(lookup)) ?? null),
      begin: (taken) => {
        begun.push(taken);
        kept.set(toHex(taken.lookup), { id: "Q", auth: null, body: sha256(taken.form.file), owner: "he-ming" });
        return Promise.resolve(true);
      },
      told: ({ owner }) => ({
        ...{ about: [["what", "a question"]], opened: false, ended: "answered" },
        owed: { act: "an answer", owner, due: NOW, calendar: readCalendar(CALENDAR) },
      }),
      handing: {
        store: {
          readLinks: () => Promise.resolve(chain),
          readEnvelopes: (_db, _id, numbers) => Promise.resolve(new Map(numbers.map((one) => [one, random(4)]))),
        },
        page: { count: 8, bytes: 1_000 },
        isInternal: (kind) => kind === "note",
      },
    },
    { enter: () => Promise.resolve(), turn: () => Promise.resolve() },
  );
  const asked = (request: object | undefined) => ({ request, language: "en" }) as never;
  return {
    begun,
    kept,
    page: () => door.page(asked(undefined)),
    hand: (file: Uint8Array, number = "", struck: readonly string[] = []) => door.file(asked({ file, struck, number })),
    look: (number: string) => door.pickUp(asked({ number, before: 9 })),
  };
}
const numberIn = (page: string): string => /name="number" value="([\d ]+)"/.exec(page)?.[1] ?? "";

test("any kind of sealed matter is begun with a file and a number, and its answers come to whoever has the number", async () => {
  const { begun, page, hand, look } = questions();
  const number = numberIn(await page());
  const file = await sealTo(recipients(["tao-rui"]), new Uint8Array(40));
  expect(await hand(file, number, ["tao-rui"])).toContain(number);
  expect(await hand(file, number, ["tao-rui"])).toContain(number);
  expect(begun.map(({ readers }) => readers)).toEqual([["wen-jing", "luo-yan", "he-ming", "jian-su"]]);
  const shown = await look(number);
  expect(shown).toContain("何鸣 (an answer)");
  expect([...shown.matchAll(/>(\d) · /g)].map(([, at]) => at)).toEqual(["3"]);
});

test("its refusals bear its own name, and nothing that was begun with a receipt is shown to a number", async () => {
  const { kept, hand, look } = questions();
  const file = await sealTo(recipients(), new Uint8Array(40));
  await expect(hand(file, "12")).rejects.toThrow("toy/not-a-number");
  await expect(hand(file, "", ["nobody"])).rejects.toThrow("toy/unknown-reader");
  await expect(hand(file, "", ["tao-rui", "he-ming"])).rejects.toThrow("toy/not-sealed");
  await expect(hand(new Uint8Array(100_001))).rejects.toThrow("toy/wrong-size");
  await expect(look("1".repeat(30))).rejects.toThrow("toy/unknown-number");
  await hand(file, "1".repeat(30));
  expect(await look("1".repeat(30))).toContain("a question");
  for (const [key, one] of kept) kept.set(key, { ...one, auth: random(32) });
  await expect(look("1".repeat(30))).rejects.toThrow("toy/unknown-number");
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publicKey } from "@niuniu/note";
import { cosign, writeTombstone, writeWitness } from "@niuniu/record";
import { countedRandom } from "@niuniu/roster/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hostSource } from "../source.ts";
import { House } from "../testing/house.ts";
import type { Outcome } from "./task.ts";
import { verify } from "./verify.ts";

const union = { name: "union.example/witness", seed: countedRandom("union")(32) };
const WITNESSES = [
  writeWitness({ name: union.name, key: publicKey(union.seed), url: "https://union.example/witness" }),
];
const seconds = (): number => Math.floor(Date.now() / 1_000);

let house: House;
let folder: string;
let url: string;

beforeEach(async () => {
  house = await new House().found(WITNESSES);
  house.cosign = (note) => [cosign(note, union, seconds())];
  await house.seal(30);
  url = await house.open();
  folder = await mkdtemp(join(tmpdir(), "niuniu-verify-later-"));
});
afterEach(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

async function look(options: { readonly full?: boolean; readonly now?: number } = {}): Promise<Outcome> {
  const source = hostSource(new URL(url));
  const rest = { full: options.full ?? false, now: options.now ?? Date.now() };
  try {
    return await verify({ source, folder, parts: "all", language: "en", ...rest });
  } finally {
    source.close();
  }
}

const not = ({ findings }: Outcome): readonly string[] =>
  findings.filter(({ state }) => state !== "holds").map(({ sentence }) => sentence.key);

const DAY = 86_400_000;

/** Takes a text away by the signed word of a member. */
async function bury(index: number): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  const stone = { origin: house.origin, index, ground: "A court order", by: "wen-jing", date };
  const seed = house.roster?.seeds.get("wen-jing") ?? new Uint8Array(32);
  const note = writeTombstone(stone, { name: "wen-jing", seed });
  const shown = house.texts.find((text) => text.index === index);
  if (shown !== undefined) [shown.text, shown.tombstone] = [null, note];
  await house.publish("tombstone", note);
}

describe("texts that were read before", () => {
  test("are read again once a day, and whenever everything is", async () => {
    await look();
    const [policy] = house.texts;
    if (policy?.text !== undefined) policy.text = `${policy.text ?? ""} `;
    expect((await look()).verdict).toBe("fine");
    expect(not(await look({ full: true }))).toContain("lie.text");
    expect(not(await look({ now: Date.now() + DAY }))).toContain("lie.text");
    if (policy !== undefined) policy.text = null;
    expect(not(await look({ now: Date.now() + DAY }))).toContain("lie.text-missing");
    house.texts.shift();
    expect(not(await look({ now: Date.now() + DAY }))).toContain("lie.text-missing");
  });

  test("may have been taken away since by a member's word, once that is published", async () => {
    const index = await house.publish("figures", house.figures);
    await look();
    await bury(index);
    const lies = ({ findings }: Outcome) =>
      findings.filter(({ state }) => state === "lie").map((one) => one.sentence.key);
    expect(lies(await look({ now: Date.now() + DAY }))).toEqual([]);
    expect(lies(await look({ now: Date.now() + 2 * DAY }))).toEqual([]);
  });
});

describe("the newest release, taken away", () => {
  test("leaves nothing to compare with for who never read it, and the pages are no lie", async () => {
    house.files.set("/assets/first.js", "console.log(2)");
    await house.release("1.0.1");
    const index = house.size - 1;
    const source = folder;
    await look();
    await bury(index);
    expect(not(await look())).toEqual([]);
    folder = join(source, "another");
    const outcome = await look();
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.release"]]);
    await house.release("1.0.2");
    expect(not(await look())).toEqual([]);
    folder = source;
  });
});

describe("a new record that follows another", () => {
  /** Begins a new record that names a state of another as the one before, and looks at it. */
  async function follow(checkpoint: string): Promise<Outcome> {
    await house.close();
    house = new House("line.example.org/record/2");
    house.cosign = (note) => [cosign(note, union, seconds())];
    await house.publish("succession", JSON.stringify({ origin: "line.example.org/record", checkpoint }));
    await house.found(WITNESSES);
    await house.seal(30);
    url = await house.open();
    return look();
  }
  /** Remembers the record as it stands, but no committee: that is another question. */
  async function seen(): Promise<void> {
    await look();
    const file = join(folder, "state.json");
    const state = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...state, roster: [] }));
  }
  const aboutIt = (outcome: Outcome): readonly string[] => not(outcome).filter((key) => key.includes("succession"));

  test("as it was seen is taken up, and said once", async () => {
    await seen();
    const outcome = await follow(house.checkpoint());
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.succession"]]);
    expect((await look()).verdict).toBe("fine");
  });

  test("but cut short, or in place of another, is a lie that shows both notes", async () => {
    const short = house.checkpoint();
    await house.seal();
    await seen();
    const fork = await new House().found(WITNESSES);
    await fork.seal(house.size - fork.size - 1);
    await fork.append({ kind: "slot", slot: fork.slot, root: new Uint8Array(32) });
    const size = house.size;
    for (const [note, key] of [
      [short, "lie.succession-short"],
      [fork.checkpoint(), "lie.succession-fork"],
    ] as const) {
      const outcome = await follow(note);
      expect([outcome.verdict, aboutIt(outcome)]).toEqual(["lied", [key]]);
      expect(await readFile(join(outcome.evidence ?? "", "checkpoint-named.txt"), "utf8")).toBe(note);
      expect(await readFile(join(outcome.evidence ?? "", "checkpoint-before.txt"), "utf8")).toContain(`\n${size}\n`);
    }
  });

  test("and is said to have been longer than was seen, cannot be checked, and that is said from then on", async () => {
    await seen();
    await house.seal(5);
    const note = house.checkpoint();
    const outcome = await follow(note);
    expect([outcome.verdict, aboutIt(outcome)]).toEqual(["unchecked", ["unchecked.succession"]]);
    expect(await readFile(join(outcome.evidence ?? "", "checkpoint-named.txt"), "utf8")).toBe(note);
    const again = await look();
    expect([again.verdict, not(again), again.evidence]).toEqual(["unchecked", ["unchecked.succession"], null]);
  });
});

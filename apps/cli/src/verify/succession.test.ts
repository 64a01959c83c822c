import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { House } from "../testing/house.ts";
import { not, unionSigns, watched, WITNESSES } from "../testing/look.ts";
import { Lookout } from "../testing/lookout.ts";
import type { Outcome } from "./task.ts";

let house: House;
const lookout = new Lookout();
const { look } = lookout;

beforeEach(async () => {
  house = await lookout.open();
});
afterEach(() => lookout.close());

/** Begins a new record that names a state of the old one as its end, and looks at it. */
async function follow(checkpoint: string, kept = sizeIn(checkpoint)): Promise<Outcome> {
  house = await lookout.face(await watched(new House("line.example.org/record/2")).follow(house, checkpoint, kept));
  return look();
}
const sizeIn = (note: string): number => Number(note.split("\n")[1]);
const aboutIt = (outcome: Outcome): readonly string[] => not(outcome).filter((key) => key.includes("succession"));
const evidenceIn = async ({ evidence }: Outcome, name: string): Promise<string> =>
  readFile(join(evidence ?? "", name), "utf8");

/** Nobody outside signs any more, as while witnesses are away. */
function unwitnessed(): void {
  house.cosign = () => [];
}

describe("a new record that follows another", () => {
  test("as it was seen is taken up, and said once", async () => {
    await look();
    const outcome = await follow(house.checkpoint());
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.succession"]]);
    expect((await look()).verdict).toBe("fine");
  });

  test("after an honest loss names the end that its witnesses showed it: what is gone is said, and it is no lie", async () => {
    const kept = house.size;
    await house.seal(7);
    await look();
    const outcome = await follow(house.cosigned(), kept);
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.succession", "missing.succession-lost"]]);
    const values = outcome.findings.find(({ sentence }) => sentence.key === "missing.succession-lost")?.sentence.values;
    expect(values).toEqual({ size: kept + 7, kept, lost: 7 });
    // A hole in the record stays one, for whoever comes later too.
    expect(not(await look())).toEqual(["missing.succession-lost"]);
    lookout.folder = join(lookout.folder, "newcomer");
    expect(not(await look())).toEqual(["missing.succession-lost"]);
  });

  test("and names more than was seen is believed by the word of a witness that signed both", async () => {
    await look();
    await house.seal(5);
    const outcome = await follow(house.cosigned());
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.succession-witnessed"]]);
    expect((await look()).verdict).toBe("fine");
  });

  test("and names more than was seen, signed by nobody outside, cannot be checked, and that is said from then on", async () => {
    await look();
    await house.seal(5);
    const note = house.checkpoint();
    const outcome = await follow(note);
    expect([outcome.verdict, aboutIt(outcome)]).toEqual(["unchecked", ["unchecked.succession"]]);
    expect(await evidenceIn(outcome, "checkpoint-named.txt")).toBe(note);
    const again = await look();
    expect([again.verdict, not(again), again.evidence]).toEqual(["unchecked", ["unchecked.succession"], null]);
  });

  test("but names less than witnesses had signed is a lie that shows all the notes", async () => {
    const short = house.checkpoint();
    await house.seal();
    await look();
    const witnessed = house.cosigned().split("\n").slice(0, 4).join("\n");
    unwitnessed();
    await house.seal(3);
    await look();
    const size = house.size;
    const outcome = await follow(short);
    expect([outcome.verdict, aboutIt(outcome)]).toEqual(["lied", ["lie.succession-short"]]);
    expect(await evidenceIn(outcome, "checkpoint-named.txt")).toBe(short);
    expect(await evidenceIn(outcome, "checkpoint-witnessed.txt")).toContain(witnessed);
    expect(await evidenceIn(outcome, "checkpoint-witnessed.txt")).toContain("union.example/witness");
    expect(await evidenceIn(outcome, "checkpoint-before.txt")).toContain(`\n${size}\n`);
  });

  test("and names less than this verifier alone had seen, may have lost or hidden the rest: the evidence is kept", async () => {
    const note = house.cosigned();
    await look();
    unwitnessed();
    await house.seal(4);
    await look();
    const outcome = await follow(note);
    expect([outcome.verdict, aboutIt(outcome)]).toEqual(["unchecked", ["unchecked.succession-short"]]);
    expect(await evidenceIn(outcome, "README.txt")).toContain("the two cannot be told apart");
    expect(await evidenceIn(outcome, "checkpoint-before.txt")).toContain(`\n${sizeIn(note) + 4}\n`);
    const again = await look();
    expect([again.verdict, aboutIt(again)]).toEqual(["unchecked", ["unchecked.succession-short"]]);
  });

  test("but in place of another, is a lie", async () => {
    await look();
    const fork = watched(new House());
    await fork.found(WITNESSES);
    await fork.seal(house.size - fork.size - 1);
    await fork.append({ kind: "slot", slot: fork.slot, root: new Uint8Array(32) });
    const note = fork.checkpoint();
    const outcome = await follow(note + unionSigns(note));
    expect([outcome.verdict, aboutIt(outcome)]).toEqual(["lied", ["lie.succession-fork"]]);
    expect(await evidenceIn(outcome, "checkpoint-named.txt")).toContain(note);
  });

  test("but says that it kept more than there was, is a lie", async () => {
    await look();
    const note = house.checkpoint();
    expect(not(await follow(note, sizeIn(note) + 1))).toContain("lie.entry-body");
  });
});

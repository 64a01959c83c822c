import { publicKey, signNote, toBase64 } from "@niuniu/note";
import { addCosignatures, cosign, openCheckpoint, writeCheckpoint } from "@niuniu/record";
import { countedRandom } from "@niuniu/roster/testing";
import { describe, expect, test } from "vitest";
import { changeIn, compareMilestone, comparePin, pinnedMilestone, type Shelf } from "./pin.ts";
import { keepable, pinnedEarlier, pinOnce, type SignedMilestone } from "./record/pinning.ts";

const [one, two, three, other] = ["1", "2", "3", "f"].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
];

function shelf(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

describe("what a device remembers of the committee", () => {
  test("a chain that goes on from what was seen is the same committee, and its newest statement is remembered", () => {
    const device = shelf();
    expect(pinOnce(device, [one])).toBe("new");
    expect(pinOnce(device, [one, two])).toBe("same");
    expect(pinOnce(device, [one, two, three])).toBe("same");
    expect(comparePin(device, [one, two, three])).toBe("same");
  });

  test("a server that leaves out the newest statement, or serves another in its place, is noticed", () => {
    const device = shelf();
    pinOnce(device, [one, two, three]);
    expect(comparePin(device, [one, two])).toBe("changed");
    expect(comparePin(device, [one])).toBe("changed");
    expect(comparePin(device, [one, two, other])).toBe("changed");
    expect(comparePin(device, [other, two, three])).toBe("changed");
    expect([changeIn(device, [one, two]), changeIn(device, [other, two, three])]).toEqual(["cut", "replaced"]);
  });

  test("what was noticed is not what is remembered from then on", () => {
    const device = shelf();
    pinOnce(device, [one, two]);
    expect(pinOnce(device, [one])).toBe("changed");
    expect(pinOnce(device, [one, other])).toBe("changed");
    expect(comparePin(device, [one, two])).toBe("same");
  });

  test("a device that remembers statement 1 alone goes on from there", () => {
    const device = shelf();
    device.kept.set("niuniu.first-statement", one);
    expect(pinOnce(device, [one, two])).toBe("same");
    expect(comparePin(device, [one])).toBe("changed");
  });

  test("comparing writes nothing", () => {
    const device = shelf();
    comparePin(device, [one, two]);
    expect(device.kept.size).toBe(0);
  });
});

const ORIGIN = "line.example.org/record";
const seedOf = (label: string) => countedRandom(label)(32);

/** A signed milestone of a log whose key is made from its name. */
function milestone(size: number, letter: string, origin = ORIGIN, extensions: readonly string[] = []): SignedMilestone {
  const root = new TextEncoder().encode(letter.repeat(32));
  const log = { name: origin, key: publicKey(seedOf(origin)) };
  const text = writeCheckpoint({ origin, size, root, extensions });
  return { size, root: toBase64(root), note: signNote(text, [{ name: origin, seed: seedOf(origin) }]), log };
}
const kept = ({ size, root, note }: SignedMilestone) => ({ size, root, note });

describe("what a device remembers of the public record", () => {
  const seen = (given: SignedMilestone, named = true) => ({ ...given, named });

  test("is its newest milestone as the log signed it, in the same line as the committee", () => {
    const device = shelf();
    expect(pinnedMilestone(device)).toBeNull();
    const plain = milestone(9, "r");
    const line = cosign(plain.note, { name: "witness.example", seed: seedOf("witness") }, 1_700_000_000);
    expect(pinOnce(device, [one], { ...plain, note: addCosignatures(plain.note, [line]) })).toBe("new");
    expect(pinnedMilestone(device)).toEqual(kept(plain));
    expect(comparePin(device, [one])).toBe("same");
    expect(device.kept.size).toBe(1);
  });

  test("is kept when only the committee is looked at, and by a device that knew the committee alone", () => {
    const device = shelf();
    pinOnce(device, [one]);
    expect(pinnedMilestone(device)).toBeNull();
    pinOnce(device, [one], milestone(9, "r"));
    pinOnce(device, [one, two]);
    expect(pinnedMilestone(device)).toEqual(kept(milestone(9, "r")));
  });

  test("shows another root, a shorter record and another log for what they are", () => {
    const device = shelf();
    expect(compareMilestone(device, seen(milestone(9, "r")))).toBe("new");
    pinOnce(device, [one], milestone(9, "r"));
    expect(compareMilestone(device, seen(milestone(9, "r")))).toBe("same");
    expect(compareMilestone(device, seen(milestone(9, "o")))).toBe("fork");
    expect(compareMilestone(device, seen(milestone(8, "o")))).toBe("rollback");
    expect(compareMilestone(device, seen(milestone(10, "n")))).toBe("later");
    const moved = milestone(1, "f", `${ORIGIN}/2`);
    expect(compareMilestone(device, seen(moved, false))).toBe("other-log");
    expect(compareMilestone(device, seen(moved))).toBe("succession");
  });

  test("is not overwritten from a page with another committee", () => {
    const device = shelf();
    pinOnce(device, [one], milestone(9, "r"));
    expect(pinOnce(device, [other], milestone(10, "n"))).toBe("changed");
    expect(pinnedMilestone(device)).toEqual(kept(milestone(9, "r")));
  });

  test("stays evidence: lines behind the root, and a line by another key under the log's name, do not spoil it", () => {
    const device = shelf();
    const given = milestone(9, "r", ORIGIN, ["50% of æ, one two", "— a dash", "%2F"]);
    const [text = "", lines = ""] = given.note.split(/(?<=\n)\n/);
    const decoy = signNote(text, [{ name: ORIGIN, seed: seedOf("another key") }]).slice(text.length + 1);
    const note = `${text}\n${decoy}${lines}`;
    pinOnce(device, [one], { ...given, note });
    expect(pinnedMilestone(device)).toEqual(kept(given));
    const opened = openCheckpoint(pinnedMilestone(device)?.note ?? "", given.log);
    expect(opened).toMatchObject({ origin: ORIGIN, size: 9, extensions: ["50% of æ, one two", "— a dash", "%2F"] });
  });

  test("is not replaced by a checkpoint that is too long to keep", () => {
    const device = shelf();
    pinOnce(device, [one], milestone(9, "r"));
    const long = milestone(10, "n", ORIGIN, ["x".repeat(3_000)]);
    expect(keepable(long)).toBeNull();
    pinOnce(device, [one], long);
    expect(pinnedMilestone(device)).toEqual(kept(milestone(9, "r")));
  });

  test("keeps the record that was given up beside the one begun anew, so that it can still be shown to others", () => {
    const device = shelf();
    const [old, anew] = [milestone(9, "r"), milestone(1, "n", `${ORIGIN}/2`)];
    pinOnce(device, [one], old);
    expect(pinnedEarlier(device)).toEqual([]);
    pinOnce(device, [one, two], anew);
    pinOnce(device, [one, two], milestone(5, "m", `${ORIGIN}/2`));
    expect(pinnedMilestone(device)).toEqual(kept(milestone(5, "m", `${ORIGIN}/2`)));
    expect(pinnedEarlier(device)).toEqual([kept(old)]);
    expect(openCheckpoint(pinnedEarlier(device)[0]?.note ?? "", old.log).size).toBe(9);
    expect(device.kept.size).toBe(1);
    for (const again of [3, 4, 5]) pinOnce(device, [one, two], milestone(1, "a", `${ORIGIN}/${again}`));
    expect(pinnedEarlier(device)).toEqual([4, 3].map((n) => kept(milestone(1, "a", `${ORIGIN}/${n}`))));
  });
});

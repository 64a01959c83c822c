import { fromBase64, publicKey } from "@niuniu/note";
import { writeWitness } from "@niuniu/record";
import { checkChain, countersign, type Roster } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { describe, expect, it } from "vitest";
import { proposedText } from "./proposal.ts";
import { faultOf, witnessRows } from "./witnesses.ts";

const NOW = Date.UTC(2026, 10, 22);
const { roster, notes, seeds } = sampleRoster(countedRandom("witnesses"), NOW);
const seedOf = (id: string): Uint8Array => seeds.get(id) ?? new Uint8Array();
const witness = (seed: number, url: string | null = null): string =>
  writeWitness({ name: "union.example.net/witness", key: publicKey(new Uint8Array(32).fill(seed)), url });
const [one, two] = [witness(1), witness(2)];

/** The draft of a statement that names these witnesses. */
function draftOf(before: Roster, witnesses: readonly string[]): string {
  const plan = { add: [], remove: [], record: { log: undefined, witnesses } };
  const text = proposedText(before, plan, { now: NOW, zone: "+08:00" });
  return countersign(before, text, { id: "wen-jing", seed: seedOf("wen-jing") });
}

/** The committee after enough have signed that the first witness joins. */
const signed = countersign(roster, draftOf(roster, [one]), { id: "he-ming", seed: seedOf("he-ming") });
const witnessed = checkChain([...notes, signed]);

describe("the witnesses on the committee's page", () => {
  it("are in force only once enough have signed; until then the page calls them proposed", () => {
    expect(witnessRows(roster, [], [{ note: draftOf(roster, [one]) }])).toEqual([{ line: one, standing: "joins" }]);
    expect(witnessRows(witnessed, [one], [])).toEqual([{ line: one, standing: "in-force" }]);
  });

  it("stay in force while somebody only proposes to remove them", () => {
    const drafts = [{ note: draftOf(witnessed, [two]) }];
    expect(witnessRows(witnessed, [one], drafts)).toEqual([
      { line: one, standing: "leaves" },
      { line: two, standing: "joins" },
    ]);
  });

  it("say what was changed on this page alone", () => {
    expect(witnessRows(witnessed, [two], [])).toEqual([
      { line: one, standing: "removing" },
      { line: two, standing: "adding" },
    ]);
  });

  it("are not changed by a draft that breaks a rule", () => {
    expect(witnessRows(roster, [], [{ note: "{}\n" }])).toEqual([]);
  });

  it("a line that is none is refused in other words than one that is there already", () => {
    expect(faultOf(two, [one], [])).toBeNull();
    expect(faultOf("the union", [one], [])).toBe("bad-line");
    expect(faultOf(witness(1, "https://law.example.com"), [one], [])).toBe("twice");
  });

  it("a line with the key of the record or of a member is no witness's: whoever has it is inside", () => {
    const [member] = roster.newest.members;
    const line = writeWitness({ name: "union.example.net", key: fromBase64(member?.key ?? ""), url: null });
    expect(faultOf(line, [one], [])).toBeNull();
    expect(faultOf(line, [one], [member?.key ?? ""])).toBe("inside");
    expect(() => draftOf(roster, [line])).toThrow("roster/duplicate");
  });
});

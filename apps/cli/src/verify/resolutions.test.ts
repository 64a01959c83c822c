import { proposalHash, signVote, writeResolution, type Proposal, type Vote } from "@niuniu/committee";
import {
  checkChain,
  countersign,
  propose,
  statementHash,
  writeStatement,
  type Member,
  type Statement,
} from "@niuniu/roster";
import { sampleRoster, countedRandom } from "@niuniu/roster/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { House } from "../testing/house.ts";
import { not } from "../testing/look.ts";
import { Lookout } from "../testing/lookout.ts";
import { Findings } from "./finding.ts";
import { tellResolved } from "./resolutions.ts";

let house: House;
const lookout = new Lookout();
const { look } = lookout;

beforeEach(async () => {
  house = await lookout.open();
});
afterEach(() => lookout.close());

const proposal = (): Proposal => ({
  statement: house.roster?.roster.hashes[0] ?? "",
  date: new Date().toISOString().slice(0, 10),
  kind: "policy",
  text: "a".repeat(64),
});
const vote = (by: string, says: Vote["says"], reason = "", key = by): string =>
  signVote(
    { resolution: proposalHash(proposal()), by, says, reason },
    house.roster?.seeds.get(key) ?? new Uint8Array(32),
  );
const publish = (...votes: readonly string[]): Promise<number> =>
  house.publish("people/resolution", writeResolution(proposal(), votes));
const holds = async (): Promise<readonly string[]> =>
  (await look()).findings.filter(({ state }) => state === "holds").map(({ sentence }) => sentence.key);

describe("what the committee has resolved", () => {
  test("is checked vote by vote, and counted once however often it was published", async () => {
    expect(await holds()).not.toContain("holds.resolutions");
    await publish(vote("jian-su", "for"), vote("wen-jing", "for"));
    await publish(vote("jian-su", "for"), vote("luo-yan", "against", "Too slow."), vote("wen-jing", "for"));
    const { findings, verdict } = await look();
    expect(verdict).toBe("fine");
    expect(findings.find(({ sentence }) => sentence.key === "holds.resolutions")?.sentence.values).toEqual({
      count: 1,
    });
  });

  test("is none where the employees' side or a quorum is not for it", async () => {
    await publish(vote("jian-su", "for"), vote("tao-rui", "for"));
    expect(not(await look())).toContain("lie.resolution");
  });

  test("is none where the host voted in a member's name", async () => {
    await publish(vote("jian-su", "for"), vote("wen-jing", "for", "", "nobody"));
    expect(not(await look())).toContain("lie.resolution");
  });

  test("is a lie where a member's word is another in a second entry", async () => {
    const two = [vote("jian-su", "for"), vote("wen-jing", "for")] as const;
    await publish(two[0], vote("luo-yan", "aside"), two[1]);
    await publish(two[0], vote("luo-yan", "against", "Too slow."), two[1]);
    expect(not(await look())).toContain("lie.resolution");
  });
});

const STRICTER = '{"answer":"two working days"}\n';

describe("a change of the rules", () => {
  test("holds where the committee resolved upon exactly that text before it signed it into force", async () => {
    await house.rule("policy", STRICTER);
    await house.rule("calendar", '{"offset":"+09:00"}\n');
    const { findings, verdict } = await look();
    expect(verdict).toBe("fine");
    expect(findings.find(({ sentence }) => sentence.key === "holds.resolved")?.sentence.values).toEqual({ count: 2 });
  });

  test("is news where nothing was resolved, and no lie: a quorum signed it", async () => {
    await house.impose("policy", STRICTER);
    await house.impose("calendar", '{"offset":"+09:00"}\n');
    const found = await look();
    expect(not(found)).toEqual(["missing.unresolved-policy", "missing.unresolved-calendar"]);
    expect(found.verdict).toBe("incomplete");
    expect(found.findings.find(({ sentence }) => sentence.key === "missing.unresolved-calendar")).toMatchObject({
      sentence: { values: { number: 3 } },
    });
    // It stays so: what was passed over is not made good by reading on from where one was.
    expect(not(await look())).toEqual(["missing.unresolved-policy", "missing.unresolved-calendar"]);
  });

  test("is not made good by a resolution on another text, nor by one of those whom it already binds", async () => {
    await house.resolve("policy", '{"answer":"seven working days"}\n');
    await house.impose("policy", STRICTER);
    expect(not(await look())).toEqual(["missing.unresolved-policy"]);
    await house.resolve("policy", STRICTER);
    expect(not(await look())).toEqual(["missing.unresolved-policy"]);
  });

  test("owes none in a statement of the first version, made before there were resolutions, and taken over since", () => {
    const sample = sampleRoster(countedRandom("earlier"), Date.now() - 2 * 86_400_000);
    const signed = (text: string, before: readonly string[], by: readonly string[]): string =>
      by.reduce((note, id) => {
        const roster = before.length === 0 ? null : checkChain(before);
        return countersign(roster, note, { id, seed: sample.seeds.get(id) ?? new Uint8Array(32) });
      }, text);
    const everybody = [...sample.seeds.keys()];
    const earlier = ({ id, name, role, side, unit, recipient, key, self }: Member): Member => {
      return { id, name, role, side, unit, recipient, key, self };
    };
    const members = sample.roster.first.members.map(earlier);
    const first: Statement = { ...sample.roster.first, niuniu: "roster v1", members };
    const one = writeStatement(first);
    const second = { ...first, number: 2, previous: statementHash(one), policy: "b".repeat(64) };
    const notes = [signed(one, [], everybody)];
    notes.push(signed(writeStatement(second), notes, ["wen-jing", "jian-su"]));
    const dates = { date: first.date, effective: Date.now(), validUntil: "2099-01-01" };
    notes.push(signed(propose(checkChain(notes), dates), notes, ["wen-jing", "jian-su"]));
    const told = (chain: readonly string[]): readonly string[] => {
      const findings = new Findings();
      tellResolved(findings, checkChain(chain), { adopted: [], whole: true });
      return findings.list.map(({ sentence }) => sentence.key);
    };
    expect(told(notes)).toEqual([]);
    const next = propose(checkChain(notes), { ...dates, policy: "c".repeat(64) });
    expect(told([...notes, signed(next, notes, ["wen-jing", "jian-su"])])).toEqual(["missing.unresolved-policy"]);
  });
});

import { readFileSync } from "node:fs";
import { proposalHash, signVote, writeProposal, type Proposal, type Vote } from "@niuniu/committee";
import { publicKey, signNote } from "@niuniu/note";
import { countedRandom, sampleRoster, SAMPLE_PEOPLE } from "@niuniu/roster/testing";
import { policyOf } from "@niuniu/wire";
import { beforeEach, describe, expect, it } from "vitest";
import type { Resolved } from "../../routes.ts";
import { changesBetween } from "../committee/rules-change.ts";
import { clocksIn, completed, numberIn, withClocks } from "../../clocks.ts";
import { compareVotes, forget, keepOwn } from "./kept.ts";
import { textHash } from "../../rules.ts";
import { askedOf } from "../desk/asked.tsx";
import { hashOf, isPublished, offersIn, readResolved, standingOf, type Seen } from "./read.ts";

const NOW = Date.UTC(2026, 2, 2, 8);
const { roster, seeds } = sampleRoster(countedRandom("resolutions"), NOW, SAMPLE_PEOPLE, { quorum: 3 });
const section: unknown = JSON.parse(readFileSync(`${import.meta.dirname}/../../../../cases/src/policy.json`, "utf8"));
const policy = policyOf({ cases: section });
const text = withClocks(policy, new Map([["policy.cases.classes.crisis.answer.hours", 12]]));
const proposal: Proposal = {
  statement: roster.hashes[0] ?? "",
  date: "2026-03-10",
  kind: "policy",
  text: hashOf(text),
};
const voteOf = (by: string, says: Vote["says"] = "for", reason = says === "against" ? "Too slow." : ""): string =>
  signVote({ resolution: proposalHash(proposal), by, says, reason }, seeds.get(by) ?? new Uint8Array(32));
const shown = (votes: readonly string[], change: Partial<Resolved> = {}): Resolved => {
  const sorted = votes.toSorted((a, b) => (byOf(a) < byOf(b) ? -1 : 1));
  const terms = { by: "wen-jing", ends: NOW + 1, adopted: null, published: null };
  return { proposal: writeProposal(proposal), votes: sorted, ...terms, ...change };
};
const byOf = (note: string): string => (JSON.parse(note.slice(0, note.indexOf("\n"))) as { readonly by: string }).by;
const adopted = { adopted: "2026-03-11", published: "2026-03-11" };

describe("a resolution that a server shows", () => {
  it("says who said what, who has not spoken, and what is missing", () => {
    const seen = readResolved(roster, shown([voteOf("wen-jing"), voteOf("luo-yan", "against")]));
    expect(seen && { ...seen, silent: seen.silent.toSorted() }).toMatchObject({
      lacking: 2,
      employeesLacking: false,
      silent: ["he-ming", "jian-su", "tao-rui"],
    });
    expect(seen?.votes.map(({ by, reason }) => [by, reason])).toEqual([
      ["luo-yan", "Too slow."],
      ["wen-jing", ""],
    ]);
  });

  it("is none where a vote is not its member's, where its votes say otherwise, or where nobody proposed it", () => {
    const three = ["wen-jing", "jian-su", "he-ming"].map((by) => voteOf(by));
    expect(readResolved(roster, shown(three, adopted))?.adopted).toBe("2026-03-11");
    expect(readResolved(roster, shown(three))).toBeNull();
    expect(readResolved(roster, shown(three.slice(1), adopted))).toBeNull();
    expect(readResolved(roster, shown(three, { ...adopted, by: "luo-yan" }))).toBeNull();
    const forged = signNote(`${voteOf("jian-su").split("\n")[0] ?? ""}\n`, [
      { name: "jian-su", seed: new Uint8Array(32).fill(9) },
    ]);
    expect(readResolved(roster, shown([forged, voteOf("wen-jing")]))).toBeNull();
    expect(readResolved(roster, { ...shown(three), proposal: "{}" })).toBeNull();
  });

  it("is offered to the next statement only where it was adopted, with the text it is about", () => {
    const three = ["he-ming", "jian-su", "wen-jing"].map((by) => voteOf(by));
    const offer = { proposal: writeProposal(proposal), votes: three, text };
    expect(offersIn(roster, [offer])).toMatchObject([
      { kind: "policy", hash: hashOf(text), inFavour: ["he-ming", "jian-su", "wen-jing"] },
    ]);
    expect(
      offersIn(roster, [
        { ...offer, text: policy },
        { ...offer, votes: three.slice(1) },
      ]),
    ).toEqual([]);
  });

  it("is not in the record by a proof that is none", () => {
    const seen = { proposal, notes: [voteOf("wen-jing")], published: "2026-03-11" };
    expect(isPublished(seen, "no proof", { log: { name: "log", key: publicKey(new Uint8Array(32).fill(7)) } })).toBe(
      false,
    );
  });
});

describe("what a device has seen of votes", () => {
  const shelf = new Map<string, string>();
  const on = {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, value: string) => void shelf.set(key, value),
  };
  const nothing = { votes: [], own: [], gone: [] };
  const name = proposalHash(proposal);
  const see = (votes: readonly string[], change: Partial<Resolved> = {}): readonly Seen[] => {
    const seen = readResolved(roster, shown(votes, change));
    return seen === null ? [] : [seen];
  };
  beforeEach(() => shelf.clear());

  it("is missed where it is not shown any more, whoever's it was, and by whoever gave it in other words", () => {
    expect(compareVotes(on, see([voteOf("wen-jing"), voteOf("luo-yan", "against")]), NOW)).toEqual(nothing);
    expect(compareVotes(on, see([voteOf("wen-jing")]), NOW)).toEqual({ ...nothing, votes: [name] });
    keepOwn(on, name, voteOf("jian-su", "aside"));
    expect(compareVotes(on, see([voteOf("wen-jing"), voteOf("luo-yan", "against")]), NOW)).toEqual({
      ...nothing,
      votes: [name],
      own: [name],
    });
    const all = [voteOf("wen-jing"), voteOf("luo-yan", "against"), voteOf("jian-su", "aside")];
    expect(compareVotes(on, see(all), NOW)).toEqual(nothing);
    expect([...shelf.values()].join()).not.toMatch(/jian|slow|aside/);
  });

  it("is told of as gone with its proposal only to who voted here, until they know; what is settled is forgotten", () => {
    compareVotes(on, see([voteOf("wen-jing")]), NOW);
    expect(compareVotes(on, [], NOW)).toEqual(nothing);
    keepOwn(on, name, voteOf("wen-jing"));
    for (let times = 0; times < 2; times++) expect(compareVotes(on, [], NOW)).toEqual({ ...nothing, gone: [name] });
    forget(on, name);
    expect(compareVotes(on, [], NOW)).toEqual(nothing);
    keepOwn(on, name, voteOf("wen-jing"));
    const three = ["wen-jing", "jian-su", "he-ming"].map((by) => voteOf(by));
    expect(compareVotes(on, see(three, adopted), NOW + 2)).toEqual(nothing);
    expect(compareVotes(on, [], NOW)).toEqual(nothing);
  });
});

describe("the clocks of a policy", () => {
  it("are changed one by one, and nothing else of it is", () => {
    expect(clocksIn(policy).length).toBeGreaterThan(15);
    expect(clocksIn("no policy")).toEqual([]);
    const calendar = "{}";
    const changes = changesBetween({ policy, calendar }, { policy: text, calendar });
    expect(changes).toEqual([{ at: "policy.cases.classes.crisis.answer.hours", from: "24", to: "12" }]);
    expect(withClocks(policy, new Map())).toBe(policy);
    const typed = ["12", " 7 ", "７", "0", "-1", "1.5", "", "1e3", "9999999"].map(numberIn);
    expect(typed).toEqual([12, 7, 7, ...Array<null>(6).fill(null)]);
  });

  it("begin with whatever the policy in force leaves out of what this server brings, and leave the rest as it is", () => {
    const [old, other] = [policyOf({ cases: { days: 5 } }), policyOf({ cases: { days: 3 }, notices: { days: 1 } })];
    expect(completed(old, other)).toBe(policyOf({ cases: { days: 5 }, notices: { days: 1 } }));
    expect(completed(other, old)).toBe(other);
    for (const none of ['{"niuniu":"policy v2"}\n', "no policy"]) expect(completed(none, other)).toBe(none);
  });
});

describe("what the others ask of a member", () => {
  const askedIn = (member: string, open: readonly Resolved[], signed: readonly string[] = ["luo-yan"]) => {
    const draft = {
      note: "A statement.\n\n— jian-su x=\n— luo-yan y=\n",
      by: "luo-yan",
      signed,
      ends: NOW + 5,
      reason: null,
    };
    const desk = { house: { roster }, me: { member } } as unknown as Parameters<typeof askedOf>[0];
    return askedOf(desk, { drafts: [draft] }, { open });
  };
  const asked = (...given: Parameters<typeof askedIn>) =>
    askedIn(...given).map(({ matter, what, by }) => [matter, what, by]);
  const open = [shown([voteOf("wen-jing")])];
  const [name, sign] = [proposalHash(proposal), ["draft luo-yan", "sign", "luo-yan"]];

  it("is to vote and to sign, by date, of whoever has not yet", () => {
    expect(asked("jian-su", open)).toEqual([[name, "vote", "wen-jing"], sign]);
    expect(asked("wen-jing", open)).toEqual([sign]);
    expect(asked("luo-yan", open)).toEqual([[name, "vote", "wen-jing"]]);
  });

  it("has the name that everybody may know: the hash of the line that its proposer signed", () => {
    const vote = voteOf("wen-jing");
    const abouts = askedIn("jian-su", [shown([vote])]).map(({ about }) => about);
    expect(abouts).toEqual([textHash(vote), textHash("— luo-yan y=\n")]);
  });

  it("is nothing of somebody without a seat, and nothing that does not hold together", () => {
    expect(asked("nobody", open)).toEqual([]);
    expect(asked("jian-su", [shown([voteOf("luo-yan")])], ["jian-su"])).toEqual([]);
  });
});

describe("a resolution that was adopted", () => {
  it("waits for a statement that names its text, is in force by it, and was once another has followed", () => {
    const seen = { proposal, adopted: "2026-03-11" };
    const [statement] = roster.statements;
    if (statement === undefined) throw new Error("no statement");
    const naming = { ...statement, policy: proposal.text };
    const standing = (...statements: readonly (typeof statement)[]): string =>
      standingOf(seen, { statements, newest: statements.at(-1) ?? statement });
    expect(standingOf({ ...seen, adopted: null }, roster)).toBe("open");
    expect([standing(statement), standing(statement, naming), standing(naming, statement)]).toEqual([
      ...["adopted", "in-force", "followed"],
    ]);
  });
});

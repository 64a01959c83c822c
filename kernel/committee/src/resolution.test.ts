import { sha256, signNote, toHex, toUtf8 } from "@niuniu/note";
import { checkChain, countersign, propose } from "@niuniu/roster";
import { codeOf, countedRandom, sampleMember, sampleRoster, SAMPLE_PEOPLE } from "@niuniu/roster/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/resolution.json" with { type: "json" };
import chains from "../../../spec/vectors/roster.json" with { type: "json" };
import {
  checkResolution,
  proposalHash,
  readProposal,
  readVote,
  signVote,
  tally,
  votersOn,
  writeProposal,
  writeResolution,
  type Proposal,
  type Vote,
} from "./resolution.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-03-02T08:00:00.000Z");
const random = countedRandom("resolution");
const { notes, seeds, roster } = sampleRoster(random, NOW, SAMPLE_PEOPLE, { quorum: 3 });
const seedOf = (id: string) => seeds.get(id) ?? new Uint8Array(32);
const TEXT = '{"niuniu":"policy v2"}\n';
const proposal: Proposal = {
  statement: roster.hashes[0] ?? "",
  date: "2026-03-10",
  kind: "policy",
  text: toHex(sha256(toUtf8(TEXT))),
};
const vote = (by: string, says: Vote["says"], reason = says === "against" ? "Too slow." : ""): Vote => {
  return { resolution: proposalHash(proposal), by, says, reason };
};
const signed = (...given: Parameters<typeof vote>) => signVote(vote(...given), seedOf(given[0]));
const published = (...votes: readonly string[]) => writeResolution(proposal, votes.toSorted());
const check = (text: string) => codeOf(() => checkResolution(roster, text));
const ids = SAMPLE_PEOPLE.map(({ id }) => id);

describe("published resolutions", () => {
  const stored: Readonly<Record<string, string>> = chains.notes;
  const chainOf = (names: readonly string[]) => checkChain(names.map((name) => stored[name] ?? ""));

  test.each(vectors.valid)("hold: $title", ({ chain, resolution, ...expected }) => {
    const { adopted, silent, votes, hash } = checkResolution(chainOf(chain), resolution);
    const said = (what: Vote["says"]) => votes.filter(({ says }) => says === what).map(({ by }) => by);
    const found = { hash, adopted, for: said("for"), against: said("against"), aside: said("aside"), silent };
    expect({ title: expected.title, ...found }).toEqual(expected);
  });

  test.each(vectors.invalid)("are refused, $code: $title", ({ chain, resolution, code }) => {
    expect(codeOf(() => checkResolution(chainOf(chain), resolution))).toBe(code);
  });
});

describe("a resolution", () => {
  test("is one line that names a text by its hash, and a vote one line that names the resolution", () => {
    expect(writeProposal(proposal)).toBe(
      `{"niuniu":"resolution v1","statement":"${proposal.statement}","date":"2026-03-10","kind":"policy","text":"${proposal.text}"}\n`,
    );
    expect(readProposal(writeProposal(proposal))).toEqual(proposal);
    expect(signed("luo-yan", "against").split("\n")[0]).toBe(
      `{"niuniu":"vote v1","resolution":"${proposalHash(proposal)}","by":"luo-yan","says":"against","reason":"Too slow."}`,
    );
  });

  test("carries with exactly the quorum that a statement needs, one of the employees' side, whoever else says what", () => {
    const says = fc.constantFrom("for", "against", "aside", "silent");
    fc.assert(
      fc.property(fc.tuple(says, says, says, says, says), (all) => {
        const votes = all.flatMap((one, at) => (one === "silent" ? [] : [signed(ids[at] ?? "", one)]));
        const { adopted, silent } = checkResolution(roster, published(...votes));
        const inFavour = ids.filter((_, at) => all[at] === "for");
        const employees = inFavour.some((id) => id === "wen-jing" || id === "luo-yan");
        expect(adopted).toBe(inFavour.length >= 3 && employees);
        expect(silent).toEqual(ids.filter((_, at) => all[at] === "silent"));
      }),
      { numRuns: 40 },
    );
  });

  test("keeps what the minority says, word for word, and lets nobody say it for them", () => {
    const reason = "三天太长，报告人等不起。 Three days are too long.";
    const text = published(signed("wen-jing", "for"), signed("luo-yan", "against", reason));
    expect(checkResolution(roster, text).votes.map((one) => one.reason)).toEqual([reason, ""]);
    expect(check(text.replace("too long", "just right"))).toBe("roster/bad-signature");
    const forged = signNote(`${JSON.stringify({ niuniu: "vote v1", ...vote("luo-yan", "for") })}\n`, [
      { name: "he-ming", seed: seedOf("he-ming") },
    ]);
    expect(check(published(forged))).toBe("roster/foreign-signature");
  });

  test("is against for a reason, aside perhaps for one, for without; in one readable line", () => {
    const make = (says: Vote["says"], reason: string) =>
      codeOf(() => signVote(vote("luo-yan", says, reason), seedOf("luo-yan")));
    expect(make("against", "")).toBe("roster/malformed");
    expect(make("for", "because")).toBe("roster/malformed");
    expect([make("aside", ""), make("aside", "My unit."), make("against", "x".repeat(1_000))]).toEqual(
      Array(3).fill("accepted"),
    );
    expect(make("against", "x".repeat(1_001))).toBe("roster/malformed");
    expect(make("against", "two\nlines")).toBe("roster/malformed");
    expect(make("against", "un\u00adseen")).toBe("roster/unclear-reason");
  });

  test("is voted on once each, in the order of ids, for this proposal and no other", () => {
    const [one, two] = [signed("he-ming", "for"), signed("wen-jing", "for")];
    expect(check(writeResolution(proposal, [two, one]))).toBe("roster/repeated-signature");
    expect(check(writeResolution(proposal, [one, one]))).toBe("roster/repeated-signature");
    const other = signVote({ ...vote("wen-jing", "for"), resolution: "0".repeat(64) }, seedOf("wen-jing"));
    expect(check(writeResolution(proposal, [one, other]))).toBe("roster/previous");
    expect(check(writeResolution({ ...proposal, kind: "calendar" }, [one]))).toBe("roster/previous");
    expect(check(writeResolution({ ...proposal, kind: "Policy" }, [one]))).toBe("roster/malformed");
    expect(check(published(one).replace(',"votes"', ',"pet":"cat","votes"'))).toBe("roster/malformed");
  });

  test("can be anything at all, and the answer is a typed refusal", () => {
    const piece = fc.constantFrom(
      published(signed("wen-jing", "for")),
      '{"niuniu":"resolution v1"',
      ',"votes":[',
      "]}",
      "\n",
    );
    const any = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(piece, { minLength: 2 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(any, (text) => {
        expect(check(text)).toBe("roster/malformed");
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom("statement", "date", "kind", "text", "votes"), fc.jsonValue(), (field, value) => {
        const given = JSON.parse(published(signed("wen-jing", "for"))) as Record<string, unknown>;
        fc.pre(JSON.stringify(given[field]) !== JSON.stringify(value));
        const found = check(`${JSON.stringify({ ...given, [field]: value })}\n`);
        expect(
          field === "votes" && JSON.stringify(value) === "[]"
            ? ["accepted"]
            : ["roster/malformed", "roster/previous", "roster/dates"],
        ).toContain(found);
      }),
    );
  });
});

describe("who votes", () => {
  const { member, seed } = sampleMember(
    { id: "qiu-lan", name: "Qiu Lan", role: "Clerk", side: "outside", unit: "" },
    random,
  );
  const effective = NOW + 5 * DAY;
  const text = propose(roster, {
    date: "2026-03-07",
    effective,
    validUntil: "2027-03-07",
    members: [...roster.newest.members, member],
  });
  const note = ["wen-jing", "luo-yan", "jian-su"].reduce(
    (draft, id) => countersign(roster, draft, { id, seed: seedOf(id) }),
    text,
  );
  const later = checkChain([...notes, note]);
  const on = (date: string) => votersOn(later, { statement: later.hashes[1] ?? "", date }).map(({ id }) => id);

  test("are those in their seats whose keys have waited", () => {
    expect(on("2026-03-10")).not.toContain("qiu-lan");
    expect(on("2026-03-11")).toContain("qiu-lan");
    const early = { ...proposal, statement: later.hashes[1] ?? "" };
    const own = signVote({ resolution: proposalHash(early), by: "qiu-lan", says: "for", reason: "" }, seed);
    expect(codeOf(() => checkResolution(later, writeResolution(early, [own])))).toBe("roster/foreign-signature");
  });

  test("are those of a statement of this chain that was in force on that day", () => {
    const of = (at: number, date: string) => codeOf(() => votersOn(later, { statement: later.hashes[at] ?? "", date }));
    expect([of(0, "2026-02-28"), of(0, "2026-03-02"), of(0, "2026-03-07"), of(0, "2026-03-09")]).toEqual([
      ...["roster/dates", "accepted", "accepted", "roster/dates"],
    ]);
    expect([of(1, "2026-03-05"), of(1, "2026-03-08"), of(2, "2026-03-08")]).toEqual([
      ...["roster/dates", "accepted", "roster/previous"],
    ]);
  });

  test("lack as many as a statement would", () => {
    const votes = ["he-ming", "tao-rui"].map((id) => readVote(signed(id, "for"), roster.newest.members));
    expect(tally(roster, proposal, votes)).toMatchObject({ lacking: 1, employeesLacking: true, adopted: false });
  });
});

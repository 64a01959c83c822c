import { createPublicKey, verify as opensslVerify } from "node:crypto";
import { concatBytes, fromHex, signNote, splitNote, type Verify } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/roster.json" with { type: "json" };
import {
  activeMembers,
  checkChain,
  checkNext,
  signaturesMissing,
  standing,
  WAIT,
  waitingMembers,
  type Roster,
} from "./chain.ts";
import { countersign, propose } from "./draft.ts";
import { RosterError } from "./roster-error.ts";
import { codeOf, countedRandom, sampleMember, sampleRoster, SAMPLE_PEOPLE } from "./testing.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-03-02T08:00:00.000Z");

/** A faster verifier, as the server has one. */
const openssl: Verify = (key, bytes, signature) => {
  const der = Buffer.from(concatBytes(fromHex("302a300506032b6570032100"), key));
  return opensslVerify(null, bytes, createPublicKey({ key: der, format: "der", type: "spki" }), signature);
};

const stored: Readonly<Record<string, string>> = vectors.notes;
const notesOf = (names: readonly string[]) => names.map((name) => stored[name] ?? "");
const iso = (instant: number) => new Date(instant).toISOString();
const day = (instant: number) => iso(instant).slice(0, 10);
const terms = (at: number) => ({ date: day(at), effective: at, validUntil: day(at + 365 * DAY) });

const random = countedRandom("chain");
const { notes, seeds, roster } = sampleRoster(random, NOW);
const newcomer = sampleMember(
  { id: "qiu-lan", name: "Qiu Lan", role: "Counsellor", side: "outside", unit: "" },
  random,
);
const seedOf = (id: string) => (id === "qiu-lan" ? newcomer.seed : (seeds.get(id) ?? new Uint8Array(32)));
const sign = (before: Roster | null, draft: string, ids: readonly string[]) =>
  ids.reduce((note, id) => countersign(before, note, { id, seed: seedOf(id) }), draft);
const grown = propose(roster, { ...terms(NOW + DAY), members: [...roster.newest.members, newcomer.member] });
const second = sign(roster, grown, ["wen-jing", "jian-su"]);

describe("published chains", () => {
  test.each(vectors.valid)("hold: $title", ({ notes, hashes, at }) => {
    const checked = checkChain(notesOf(notes));
    expect(checked.hashes).toEqual(hashes);
    expect(checked.newest.number).toBe(notes.length);
    for (const { now, ...expected } of at) {
      const instant = Date.parse(now);
      const waiting = waitingMembers(checked, instant).map(({ member, from }) => ({ id: member.id, from: iso(from) }));
      const active = activeMembers(checked, instant).map(({ id }) => id);
      expect({ active, waiting, standing: standing(checked, instant) }, now).toEqual(expected);
    }
  });

  test.each(vectors.invalid)("are refused, $code: $title", ({ notes, code }) => {
    expect(codeOf(() => checkChain(notesOf(notes)))).toBe(code);
  });

  test.each(vectors.invalid)("are refused alike by the server's verifier: $title", ({ notes, code }) => {
    expect(codeOf(() => checkChain(notesOf(notes), { verify: openssl }))).toBe(code);
  });
});

describe("nobody but a quorum adds a member", () => {
  test("a verifier that accepts nothing lets no statement through", () => {
    expect(codeOf(() => checkChain(notes, { verify: () => false }))).toBe("roster/self-signature");
    expect(checkChain(notes, { verify: openssl })).toEqual(roster);
  });

  test("no single altered character in any statement goes unseen", () => {
    const chain = [...notes, second];
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (which, where, character) => {
        const note = chain[which % 2] ?? "";
        const at = where % note.length;
        fc.pre(note[at] !== character);
        const altered = note.slice(0, at) + character + note.slice(at + 1);
        expect(codeOf(() => checkChain(chain.with(which % 2, altered), { verify: openssl }))).not.toBe("accepted");
      }),
      { numRuns: 200 },
    );
  });

  test("no field can be exchanged for another good value under the same signatures", () => {
    const other = sampleRoster(countedRandom("another house"), NOW + HOUR);
    const { text } = splitNote(second);
    const signatures = second.slice(text.length);
    const mine = JSON.parse(text) as Record<string, unknown> & { members: Record<string, unknown>[] };
    const theirs = { ...other.roster.first, number: 3, previous: other.roster.hashes[0], quorum: 3 };
    const stories: unknown[] = [];
    for (const [field, value] of Object.entries(theirs)) stories.push({ ...mine, [field]: value });
    for (const [at, member] of mine.members.entries()) {
      for (const [field, value] of Object.entries(other.roster.first.members[(at + 2) % 5] ?? {})) {
        stories.push({ ...mine, members: mine.members.with(at, { ...member, [field]: value }) });
      }
      stories.push({ ...mine, members: mine.members.toSpliced(at, 1) });
      stories.push({ ...mine, members: mine.members.toSpliced(at, 0, member) });
    }
    for (const story of stories) {
      const altered = `${JSON.stringify(story)}\n`;
      if (altered === text) continue;
      expect(codeOf(() => checkChain([...notes, altered + signatures], { verify: openssl }))).not.toBe("accepted");
    }
    expect(stories.length).toBeGreaterThan(60);
  });

  test("a statement holds exactly when enough members signed, one of the employees' side, and nobody else", () => {
    const ids = SAMPLE_PEOPLE.map(({ id }) => id);
    const strangers = ["qiu-lan", "host"];
    const houses = [2, 3, 4, 5].map((quorum) => sampleRoster(countedRandom("houses"), NOW, SAMPLE_PEOPLE, { quorum }));
    const drafts = houses.map(({ roster }) => {
      return propose(roster, { ...terms(NOW + DAY), members: [...roster.newest.members, newcomer.member] });
    });
    fc.assert(
      fc.property(fc.nat(3), fc.shuffledSubarray([...ids, ...strangers], { minLength: 1 }), (which, signers) => {
        const house = houses[which] ?? { notes: [], seeds: new Map<string, Uint8Array>() };
        const text = drafts[which] ?? "";
        const seed = (id: string) => house.seeds.get(id) ?? seedOf(id);
        const note = signNote(
          text,
          signers.map((id) => ({ name: id, seed: seed(id) })),
        );
        const expected = signers.some((id) => strangers.includes(id))
          ? "roster/foreign-signature"
          : signers.length < which + 2
            ? "roster/quorum"
            : signers.includes("wen-jing") || signers.includes("luo-yan")
              ? "accepted"
              : "roster/employees-side";
        expect(codeOf(() => checkChain([...house.notes, note], { verify: openssl }))).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });
});

describe("who can read at a given moment", () => {
  test("a new key counts after 72 hours, and not a moment earlier", () => {
    const checked = checkChain([...notes, second]);
    const ids = (now: number) => activeMembers(checked, now).map(({ id }) => id);
    expect(ids(NOW + DAY + WAIT - 1)).not.toContain("qiu-lan");
    expect(ids(NOW + DAY + WAIT)).toContain("qiu-lan");
    expect(waitingMembers(checked, NOW)).toEqual([{ member: newcomer.member, from: NOW + DAY + WAIT }]);
  });

  test("an expired statement warns, and the line stays open", () => {
    const later = NOW + 400 * DAY;
    expect(standing(roster, later)).toBe("expired");
    expect(activeMembers(roster, later)).toEqual(roster.newest.members);
  });

  test("a clock that runs slow does not empty the founders' list", () => {
    expect(activeMembers(roster, 0)).toEqual(roster.newest.members);
  });

  test("whatever the members decide, there is never a moment without two readers or one from outside", () => {
    const more = ["bai-lu", "du-fei"].map((id) => ({
      id,
      name: id,
      role: "Member",
      side: "outside" as const,
      unit: "",
    }));
    // Everybody has two sets of keys: the founders' are in force, the others lie ready.
    const pairs = [...SAMPLE_PEOPLE, ...more].map((person) => {
      const seed = seeds.get(person.id);
      const founder = roster.first.members.find(({ id }) => id === person.id);
      const first = seed && founder ? { member: founder, seed } : sampleMember(person, random);
      return [first, sampleMember(person, random)];
    });
    const change = fc.record({ slot: fc.nat(pairs.length - 1), to: fc.nat(2) });
    const step = fc.record({ hours: fc.nat(100), changes: fc.array(change, { minLength: 1, maxLength: 5 }) });
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), fc.nat(400), (steps, after) => {
        let [chain, current, at] = [notes, roster, NOW];
        let slots: readonly number[] = pairs.map((_pair, slot) => (slot < SAMPLE_PEOPLE.length ? 0 : 2));
        for (const { hours, changes } of steps) {
          at += hours * HOUR;
          const next = slots.map((keys, slot) => changes.findLast((one) => one.slot === slot)?.to ?? keys);
          const members = pairs.flatMap((pair, slot) => pair[next[slot] ?? 2]?.member ?? []);
          try {
            const draft = propose(current, { ...terms(at), members });
            const electors = pairs.flatMap((pair, slot) => pair[slots[slot] ?? 2] ?? []);
            const able = signaturesMissing(current, draft, openssl).mayStillSign;
            const signers = electors.filter(({ member }) => able.includes(member.id)).slice(0, 4);
            if (signers.length === 0) continue;
            const note = signNote(
              draft,
              signers.map(({ member, seed }) => ({ name: member.id, seed })),
            );
            current = checkChain([...chain, note], { verify: openssl });
            chain = [...chain, note];
            slots = next;
            taken++;
          } catch (error) {
            if (!(error instanceof RosterError)) throw error;
            refused++;
          }
        }
        const active = activeMembers(current, NOW + after * HOUR);
        expect(active.length >= 2 || active.some(({ side }) => side === "outside")).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(Math.min(taken, refused)).toBeGreaterThan(5);
  });
});

describe("what the server asks before it takes a statement", () => {
  test("a statement may not be dated so that the waiting period is over when it is shown", () => {
    const take = (now: number) => checkNext(roster, second, now, openssl).newest.number;
    expect(take(NOW + DAY)).toBe(2);
    expect(take(NOW + 2 * DAY)).toBe(2);
    expect(codeOf(() => take(NOW + 2 * DAY + 1))).toBe("roster/effective");
  });

  test("a statement may not be dated so far ahead that nothing can follow it for weeks", () => {
    expect(codeOf(() => checkNext(roster, second, NOW - 6 * DAY, openssl))).toBe("accepted");
    expect(codeOf(() => checkNext(roster, second, NOW - 6 * DAY - 1, openssl))).toBe("roster/effective");
  });

  test("the founders' statement is asked the same", () => {
    expect(checkNext(null, notes[0] ?? "", NOW).hashes).toEqual(roster.hashes);
    expect(codeOf(() => checkNext(null, notes[0] ?? "", NOW + 9 * DAY))).toBe("roster/effective");
  });
});

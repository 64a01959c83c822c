import { publicKey, sha256, signNote, splitNote, toBase64, toHex, toUtf8 } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkChain, countersign, propose } from "@niuniu/roster";
import { codeOf, countedRandom, sampleMember, sampleRoster } from "@niuniu/roster/testing";
import vectors from "../../../spec/vectors/roster.json" with { type: "json" };
import {
  checkInvitation,
  invite,
  isLinkSigned,
  linkOf,
  linkSign,
  originOf,
  type Candidate,
  type Invitation,
} from "./invitation.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-03-02T08:00:00.000Z");
const random = countedRandom("invitation");
const { notes, seeds, roster } = sampleRoster(random, NOW);
const seedOf = (id: string) => seeds.get(id) ?? new Uint8Array(32);
const guest = { id: "qiu-lan", name: "Qiu Lan", role: "Counsellor", side: "outside", unit: "" } as const;
const secret = random(32);
const { seed } = linkOf(secret);
const { member, seed: own } = sampleMember(guest, random);
const by = (id: string) => ({ id, seed: seedOf(id) });
const note = invite(roster, { ...guest, date: "2026-03-02" }, secret, by("wen-jing"));
const text = splitNote(note).text;
const candidate: Candidate = { ...member, invitation: note, link: linkSign(seed, member) };
const fields = JSON.parse(text) as Invitation;

const signed = (altered: string, id = "wen-jing") => signNote(altered, [{ name: id, seed: seedOf(id) }]);
const withField = (change: Record<string, unknown>) => signed(`${JSON.stringify({ ...fields, ...change })}\n`);
const check = (given: string) => codeOf(() => checkInvitation(roster, given, roster.newest.members));
const kindOf = (change: Partial<Candidate>, now = NOW) => originOf(roster, { ...candidate, ...change }, now).kind;

describe("published invitations", () => {
  const stored: Readonly<Record<string, string>> = vectors.notes;
  const chainOf = (names: readonly string[]) => checkChain(names.map((name) => stored[name] ?? ""));

  test.each(vectors.invitations)("say where somebody comes from: $title", (vector) => {
    const joining = chainOf(vector.joins).newest.members.find(({ id }) => id === vector.id);
    if (joining === undefined) throw new Error("nobody joins");
    const given = { ...joining, invitation: vector.invitation, link: vector.link };
    expect(originOf(chainOf(vector.chain), given, Date.parse(vector.now)).kind).toBe(vector.origin);
  });

  test("show what follows from the secret of a link", () => {
    const { secret: bytes, token, key } = vectors.link;
    const link = linkOf(new Uint8Array(Buffer.from(bytes, "hex")));
    expect([link.token, toBase64(publicKey(link.seed))]).toEqual([token, key]);
    const of = vectors.invitations.find(({ invitation }) => invitation.includes(key));
    expect(of?.invitation).toContain(`"token":"${toHex(sha256(toUtf8(token)))}"`);
  });
});

describe("an invitation", () => {
  test("says who invited whom, when, and with which link", () => {
    const read = checkInvitation(roster, note, roster.newest.members);
    expect(read.by.id).toBe("wen-jing");
    expect(read.invitation).toEqual({
      niuniu: "invitation v1",
      first: roster.hashes[0],
      date: "2026-03-02",
      ...guest,
      key: toBase64(publicKey(seed)),
      token: toHex(sha256(toUtf8(linkOf(secret).token))),
    });
  });

  test("has one spelling only", () => {
    const others = [
      ` ${text}`,
      text.replace('"unit":""', '"unit":"","pet":"cat"'),
      text.replace('{"niuniu":"invitation v1",', '{"date":"2026-03-02","niuniu":"invitation v1",'),
      text.replace("Qiu", "\\u0051iu"),
      text.replace('"unit":""', '"unit":"","__proto__":{}'),
    ];
    for (const other of others) {
      expect(other).not.toBe(text);
      expect(check(signed(other)), other.slice(0, 80)).toBe("roster/malformed");
    }
  });

  test.each([
    ["niuniu", "invitation v2"],
    ["first", null],
    ["first", "A".repeat(64)],
    ["date", "2026-02-30"],
    ["date", "2026-03-02T08:00:00.000Z"],
    ["id", "reporter"],
    ["id", "Qiu"],
    ["name", ""],
    ["name", "Qiu\u200bLan"],
    ["role", "r".repeat(201)],
    ["side", "Outside"],
    ["unit", 3],
    ["key", toBase64(new Uint8Array(31))],
    ["token", "0".repeat(63)],
    ["extra", true],
  ])("is refused with a bad %s: %j", (field, value) => {
    expect(check(withField({ [field]: value }))).toBe("roster/malformed");
  });

  test("counts in its own house only, and with a sound key", () => {
    expect(check(withField({ first: "0".repeat(64) }))).toBe("roster/first");
    expect(check(withField({ key: toBase64(new Uint8Array(32)) }))).toBe("roster/key");
  });

  test("is signed by one member of the chain, and by nobody else", () => {
    const host = { name: "host", seed: new Uint8Array(32) };
    const posing = { name: "wen-jing", seed: new Uint8Array(32) };
    expect(check(signNote(text, [host]))).toBe("roster/foreign-signature");
    expect(check(signNote(text, [posing]))).toBe("roster/foreign-signature");
    expect(check(signNote(text, [{ name: guest.id, seed: own }]))).toBe("roster/foreign-signature");
    const two = ["wen-jing", "he-ming"].map((id) => ({ name: id, seed: seedOf(id) }));
    expect(check(signNote(text, two))).toBe("roster/repeated-signature");
    expect(check(text)).toBe("roster/malformed");
    expect(check(note.replace("Counsellor", "Councillor"))).toBe("roster/bad-signature");
  });

  test("is not signed by somebody who is not in the chain, nor for a link of another size", () => {
    const make = (length: number, id: string) =>
      codeOf(() => invite(roster, { ...guest, date: "2026-03-02" }, random(length), by(id)));
    expect(make(32, "qiu-lan")).toBe("roster/foreign-signature");
    expect(make(31, "wen-jing")).toBe("roster/malformed");
  });

  test("can be anything at all, and the answer is a typed refusal", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (given) => {
        expect(check(given)).toBe("roster/malformed");
        expect(check(signed(`${given.replaceAll(/\p{Cc}/gu, "")}\n`))).toBe("roster/malformed");
        expect(kindOf({ invitation: given })).toBe("nobody");
        expect(kindOf({ link: given })).toBe("other-keys");
      }),
      { numRuns: 50 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(fields)), fc.jsonValue(), (field, value) => {
        fc.pre(JSON.stringify(value) !== JSON.stringify(fields[field as keyof Invitation]));
        expect(["roster/malformed", "accepted"]).toContain(check(withField({ [field]: value })));
      }),
      { numRuns: 50 },
    );
  });

  test("no single altered character in the note goes unseen", () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(note[at] !== character);
        expect(kindOf({ invitation: note.slice(0, at) + character + note.slice(at + 1) })).toBe("nobody");
      }),
      { numRuns: 60 },
    );
  });
});

describe("the signature of a link", () => {
  test("holds for exactly the keys it was made for", () => {
    const key = fields.key;
    const link = linkSign(seed, member);
    const other = sampleMember(guest, random).member;
    expect(isLinkSigned(key, member, link)).toBe(true);
    expect(isLinkSigned(key, { ...member, id: "qiu-la" }, link)).toBe(false);
    expect(isLinkSigned(key, { ...member, key: other.key }, link)).toBe(false);
    expect(isLinkSigned(key, { ...member, recipient: other.recipient }, link)).toBe(false);
    expect(isLinkSigned(toBase64(publicKey(linkOf(random(32)).seed)), member, link)).toBe(false);
  });

  test("is not made by whoever has only seen the token", () => {
    const { token } = linkOf(secret);
    const guess = sha256(toUtf8(token));
    expect(isLinkSigned(fields.key, member, linkSign(guess, member))).toBe(false);
  });
});

test("invites nobody under a name that is not clear; who lost their keys is invited under their own", () => {
  const make = (change: Partial<Record<"name", string>>) => () =>
    invite(roster, { ...guest, date: "2026-03-20", ...change }, random(32), by("wen-jing"));
  expect(codeOf(make({}))).toBe("accepted");
  expect(codeOf(make({ name: "Wen\u00adJing" }))).toBe("roster/unclear-name");
  expect(codeOf(make({ name: "TAO RUI" }))).toBe("accepted");
});

describe("somebody who waits", () => {
  test("was invited by a member who counts, and made these keys with that link", () => {
    expect(originOf(roster, candidate, NOW)).toEqual({
      kind: "invited",
      by: roster.newest.members[0],
      date: "2026-03-02",
    });
  });

  test("was invited by nobody, if there is no note, or one for somebody else or by somebody else", () => {
    const host = signNote(text, [{ name: "wen-jing", seed: new Uint8Array(32) }]);
    const self = signNote(text, [{ name: guest.id, seed: own }]);
    const elsewhere = sampleRoster(countedRandom("elsewhere"), NOW);
    for (const invitation of [null, "", host, self, withField({ first: elsewhere.roster.hashes[0] })]) {
      expect(kindOf({ invitation })).toBe("nobody");
    }
    const others = { id: "qiu-lan-2", name: "Qiu Lang", role: "Lawyer", side: "employees", unit: "Legal" } as const;
    for (const [field, value] of Object.entries(others)) expect(kindOf({ [field]: value })).toBe("nobody");
  });

  test("has other keys than whoever opened the link made", () => {
    const other = sampleMember(guest, random).member;
    expect(kindOf({ ...other })).toBe("other-keys");
    expect(kindOf({ link: null })).toBe("other-keys");
    expect(kindOf({ ...other, link: linkSign(own, other) })).toBe("other-keys");
    expect(kindOf({ ...other, link: linkSign(linkOf(random(32)).seed, other) })).toBe("other-keys");
  });

  test("was invited by somebody who counts no more, or not yet", () => {
    const later = NOW + DAY;
    const dates = { date: "2026-03-03", effective: later, validUntil: "2027-03-03" };
    const left = roster.newest.members.filter(({ id }) => id !== "wen-jing");
    const second = sampleMember({ ...guest, id: "shu-bo", name: "Shu Bo" }, random);
    const draft = propose(roster, { ...dates, members: [...left, second.member] });
    const next = checkChain([
      ...notes,
      ["luo-yan", "he-ming"].reduce((n, id) => countersign(roster, n, by(id)), draft),
    ]);
    expect(originOf(next, candidate, later)).toMatchObject({ kind: "former", by: { id: "wen-jing" } });
    const early = invite(next, { ...guest, date: "2026-03-03" }, secret, { id: "shu-bo", seed: second.seed });
    expect(originOf(next, { ...candidate, invitation: early }, later).kind).toBe("former");
    expect(originOf(next, { ...candidate, invitation: early }, later + 3 * DAY).kind).toBe("invited");
    // Whose keys once stood in the chain is known by them, and needs no invitation to come back.
    const [gone] = roster.newest.members;
    if (gone === undefined) throw new Error("nobody left");
    expect(originOf(next, { ...gone, invitation: null, link: null }, later).kind).toBe("returning");
  });
});

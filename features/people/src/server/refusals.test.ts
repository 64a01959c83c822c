import { invite as inviteNote, linkOf } from "@niuniu/committee";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { fromBase64, publicKey, toBase64, writeVerifier } from "@niuniu/note";
import { writeWitness } from "@niuniu/record";
import { checkChain, propose as proposeText, writeStatement, type Change, type Statement } from "@niuniu/roster";
import { bearer, invitation, setupCode } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusals } from "../refusals.ts";
import type { resolutionRefusals } from "../resolution-refusals.ts";
import * as routes from "../routes.ts";
import { textHash } from "../rules.ts";
import { peopleTables } from "./tables.ts";
import {
  ask,
  countersignAs,
  draftText,
  found,
  inviteAs,
  join,
  newKeys,
  newLine,
  seats,
  signedBy,
  SoftAuthenticator,
  type Line,
  type Person,
  type Reply,
} from "./testing.ts";

let database: TestDatabase;
/** One line that is being set up, one that is open, one whose stored chain is broken. */
let begun: Line;
let opened: Line;
let broken: Line;
let tokens: readonly { readonly id: string; readonly token: string }[];
let persons: readonly Person[];
const DAY = 86_400_000;

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error("no such one");
  return found;
};

beforeAll(async () => {
  database = await testDatabase();
  begun = await newLine(database);
  tokens = (await ask(begun.host, routes.begin, { as: begun.setup, json: { organisation: "Cloud Pasture", seats } }))
    .answer.invitations;
  await join(begun.host, at(tokens, 0).id, at(tokens, 0).token);
  opened = await newLine(database);
  persons = await found(opened);
  broken = await newLine(database);
  await found(broken);
});
afterAll(async () => {
  for (const each of [begun, opened, broken]) await each.close();
  await database.close();
});

type Code = Exclude<keyof typeof refusals, keyof typeof resolutionRefusals>;
type Scene = () => Promise<Reply<unknown>>;

const begin = (named: readonly routes.FounderSeat[]) =>
  ask(begun.host, routes.begin, { as: begun.setup, json: { organisation: "Cloud Pasture", seats: named } });
/** The same with something else in the first seat. */
const beginAs = (organisation: string, change: Partial<routes.FounderSeat>) => {
  const named = seats.map((seat, index) => (index === 0 ? { ...seat, ...change } : seat));
  return ask(begun.host, routes.begin, { as: begun.setup, json: { organisation, seats: named } });
};
const accept = (index: number, change: Partial<routes.AcceptRequest>) => {
  const { id, token } = at(tokens, index);
  const json = { ...newKeys(begun.host, id).request, ...change };
  return ask(begun.host, routes.accept, { as: invitation(token), json });
};
const as = (index: number): string => at(persons, index).as;
const signIn = (member: string, password: string) => ask(opened.host, routes.signIn, { json: { member, password } });
const readable = async () => checkChain((await ask(opened.host, routes.roster)).answer.statements);
const dates = (now: number) => ({ date: "2026-01-05", effective: now, validUntil: "2026-12-31" });
/** Takes back whatever of the first member's is open. */
async function withdraw() {
  const { drafts } = (await ask(opened.host, routes.committee, { as: as(0) })).answer;
  const note = drafts.find(({ by }) => by === at(persons, 0).id)?.note ?? "";
  return ask(opened.host, routes.withdraw, { as: as(0), json: { draft: textHash(draftText(note)) } });
}

/** Proposes the text as the first member. */
const key = publicKey(new Uint8Array(32).fill(7));
const witness = writeWitness({ name: "union.example.net/witness", key, url: null });
const proposeNote = (note: string) => ask(opened.host, routes.propose, { as: as(0), json: { note } });
async function propose(change: Partial<Change> = {}) {
  const text = proposeText(await readable(), { ...dates(opened.host.now()), ...change });
  return proposeNote(signedBy(at(persons, 0), text));
}
/** Proposes what `propose` of an honest desk would not write. */
async function proposeRaw(change: Partial<Statement>) {
  const { newest, hashes } = await readable();
  const next = {
    ...newest,
    number: 2,
    previous: hashes[0] ?? null,
    effective: new Date(opened.host.now()).toISOString(),
  };
  return proposeNote(signedBy(at(persons, 0), writeStatement({ ...next, ...change })));
}
const absence = (from: string, until: string, by = "lin-wei") => {
  const note = signedBy(at(persons, 0), `${JSON.stringify({ niuniu: "absence v1", by, from, until })}\n`);
  return ask(opened.host, routes.absence, { as: as(0), json: { notes: [note] } });
};
async function register(device: SoftAuthenticator, file: string | null = null, label = "Phone") {
  const { answer, code, ...rest } = await ask(opened.host, routes.passkeyOffer, {
    as: as(2),
    json: { proof: { password: at(persons, 2).password } },
  });
  if (code !== null) return { answer, code, ...rest };
  const json = { ceremony: answer.ceremony, response: device.register(answer.options), label, file };
  return ask(opened.host, routes.passkeyAdd, { as: as(2), json });
}
const invite = (id: string, by = at(persons, 0), date = "2026-01-05") => inviteAs(opened.host, by, { id, date });

/** How each refusal comes about. The list is complete: a code without a scene does not compile. */
const scenes: Readonly<Record<Code, Scene>> = {
  "people/wrong-setup-code": () => ask(begun.host, routes.setup, { as: setupCode("0000-0000-0000-0000") }),
  "people/already-open": () => ask(opened.host, routes.setup, { as: opened.setup }),
  "people/too-few-seats": () => begin(seats.slice(0, 1)),
  "people/unclear-organisation": () => beginAs("\u200b\u3164", {}),
  "people/unclear-name": () => beginAs("Cloud Pasture", { name: "\u3164\u3164" }),
  "people/unclear-role": () => beginAs("Cloud Pasture", { role: "Law\u00adyer" }),
  "people/unclear-unit": async () => {
    const { members } = (await readable()).newest;
    const proposed = await proposeRaw({ members: [{ ...at(members, 0), unit: "\u2800" }, ...members.slice(1)] });
    // An invitation that no honest desk would sign.
    const text = draftText((await invite("wu-ya")).note).replace('"unit":""', '"unit":"Legal \u{e0041}"');
    const json = { note: signedBy(at(persons, 0), text) };
    const invited = await ask(opened.host, routes.invite, { as: as(0), json });
    expect([proposed.code, invited.code]).toEqual(["people/unclear-unit", "people/unclear-unit"]);
    return beginAs("Cloud Pasture", { unit: "q\u0301\u0302\u0303" });
  },
  "people/unclear-line": async () => {
    const { members } = (await readable()).newest;
    const proposed = await proposeRaw({ members: [{ ...at(members, 0), line: "She did it!" }, ...members.slice(1)] });
    expect(proposed.code).toBe("people/unclear-line");
    return beginAs("Cloud Pasture", { line: "Head of design. Shouted at her" });
  },
  "people/unclear-appointed": async () => {
    const { members } = (await readable()).newest;
    const term = { appointed: "Whoever asks: 13800138000", from: "2026-01-05", until: "2026-12-31" };
    return proposeRaw({ members: [{ ...at(members, 0), ...term }, ...members.slice(1)] });
  },
  "people/bad-term": async () => {
    for (const term of [{ from: "2026-02-30", until: "2026-03-01" }, { from: "2026-03-02" }]) {
      expect((await beginAs("Cloud Pasture", { appointed: "Works council", ...term })).code).toBe("people/bad-term");
    }
    expect((await beginAs("Cloud Pasture", { from: "2026-01-01" })).code).toBe("people/unclear-appointed");
    return beginAs("Cloud Pasture", { appointed: "Works council", from: "2026-03-02", until: "2026-03-01" });
  },
  "people/served-by-one-side": async () => {
    const { members } = (await readable()).newest;
    const alone = members.map((one) => (one.side === "employer" ? one : { ...one, serves: ["intake"] as const }));
    expect((await proposeRaw({ members: alone })).code).toBe("people/served-by-one-side");
    return begin(
      seats.map((seat) => (seat.side === "employer" ? { ...seat, serves: ["review"] } : { ...seat, serves: [] })),
    );
  },
  "people/unclear-label": () => register(new SoftAuthenticator("hidden"), null, "\u00ad"),
  "people/same-name": async () => {
    const { members } = (await readable()).newest;
    const twin = { ...at(members, 1), name: at(members, 0).name.toUpperCase() };
    const others = members.filter(({ id }) => id !== twin.id);
    expect((await proposeRaw({ members: [...others, twin] })).code).toBe("people/same-name");
    return beginAs("Cloud Pasture", { name: at(seats, 1).name.toUpperCase() });
  },
  "people/no-employees-seat": () => begin(seats.slice(1)),
  "people/no-outside-seat": () => begin([at(seats, 0), at(seats, 2)]),
  "people/unknown-seat": () => ask(begun.host, routes.reinvite, { as: begun.setup, json: { id: "nobody" } }),
  "people/seat-has-keys": () => ask(begun.host, routes.reinvite, { as: begun.setup, json: { id: at(tokens, 0).id } }),
  "people/invitation-over": () => ask(begun.host, routes.invited, { as: invitation(at(tokens, 0).token) }),
  "people/unsound-invitation": async () => {
    const { note } = await invite("lu-ren", at(persons, 0), "2026-01-01");
    const another = signedBy(at(persons, 1), draftText(note));
    for (const given of ["no note", note, note.replace("2026-01-01", "2026-01-05"), another]) {
      const { code } = await ask(opened.host, routes.invite, { as: as(0), json: { note: given } });
      expect(code).toBe("people/unsound-invitation");
    }
    return invite("lu-ren", at(persons, 0), "2026-01-07");
  },
  "people/id-taken": async () => {
    const { note } = await invite("he-an");
    const used = await ask(opened.host, routes.invite, { as: as(0), json: { note } });
    expect(used.code).toBe("people/id-taken");
    return invite("su-xiao");
  },
  "people/unsound-keys": async () => {
    for (const change of [{ recipient: "AAAA" }, { key: toBase64(new Uint8Array(32)) }, { self: "?" }]) {
      expect((await accept(1, change)).code).toBe("people/unsound-keys");
    }
    return accept(1, { self: newKeys(begun.host, "somebody-else").request.self });
  },
  "people/keys-taken": async () => {
    const first = await ask(begun.host, routes.setup, { as: begun.setup });
    const taken = first.answer.seats.find(({ ready }) => ready);
    // Somebody who holds a key may sign it for another id; the server still takes each key once.
    const held = newKeys(begun.host, at(tokens, 1).id);
    await peopleTables(begun.host.db)
      .updateTable("people_accounts")
      .set({ key: fromBase64(held.request.key) })
      .where("id", "=", taken?.id ?? "")
      .execute();
    return ask(begun.host, routes.accept, { as: invitation(at(tokens, 1).token), json: held.request });
  },
  "people/unsound-key-file": async () => {
    expect((await accept(1, { phraseFile: "not base64" })).code).toBe("people/unsound-key-file");
    expect((await register(new SoftAuthenticator("odd"), toBase64(new Uint8Array(9)))).code).toBe(
      "people/unsound-key-file",
    );
    return accept(1, { phraseFile: toBase64(Buffer.from("age-encryption.org/v1\n-> X25519 x\n")) });
  },
  "people/weak-password": () => accept(1, { password: "too short" }),
  "people/sign-in-failed": () => signIn("lin-wei", "not the password"),
  "people/work-needed": async () => {
    let last = await signIn("member-1", "not the password");
    while (last.code === "people/sign-in-failed") last = await signIn("member-1", "not the password");
    return last;
  },
  "people/session-over": () => ask(opened.host, routes.me, { as: bearer("A".repeat(43)) }),
  "people/not-yet-member": async () => {
    const newcomer = await join(opened.host, "he-jing", (await invite("he-jing")).link);
    const note = signedBy(newcomer, "{}\n");
    expect((await ask(opened.host, routes.propose, { as: newcomer.as, json: { note } })).code).toBe(
      "people/not-yet-member",
    );
    expect((await ask(opened.host, routes.absence, { as: newcomer.as, json: { notes: [note] } })).code).toBe(
      "people/not-yet-member",
    );
    return invite("friend", { ...at(persons, 0), as: newcomer.as });
  },
  "people/passkey-failed": () =>
    ask(opened.host, routes.passkeySignIn, { json: { ceremony: "made up", response: null } }),
  "people/passkey-known": async () => {
    const device = new SoftAuthenticator("phone");
    expect((await register(device)).code).toBeNull();
    return register(device);
  },
  "people/too-many-passkeys": async () => {
    let last = await register(new SoftAuthenticator("key 0"));
    for (let count = 1; count < 12 && last.code === null; count++)
      last = await register(new SoftAuthenticator(`key ${count}`));
    return last;
  },
  "people/unknown-passkey": () =>
    ask(opened.host, routes.passkeyRemove, {
      as: as(0),
      json: { id: "AAAA", proof: { password: at(persons, 0).password } },
    }),
  "people/unknown-session": () =>
    ask(opened.host, routes.sessionEnd, { as: as(0), json: { session: "00".repeat(32) } }),
  "people/wrong-password": () =>
    ask(opened.host, routes.passwordChange, {
      as: as(2),
      json: { old: "not the password", new: "four unrelated words" },
    }),
  "people/no-draft": async () => {
    expect((await withdraw()).code).toBe("people/no-draft");
    const { answer: open } = await propose();
    const json = { draft: textHash(draftText(open.note)) };
    expect((await ask(opened.host, routes.withdraw, { as: as(1), json })).code).toBe("people/no-draft");
    const note = signedBy(at(persons, 1), "another text\n");
    const other = await ask(opened.host, routes.countersign, { as: as(1), json: { note } });
    await withdraw();
    return other;
  },
  "people/draft-open": async () => {
    await propose();
    const again = await propose();
    await withdraw();
    return again;
  },
  "people/unsound-signature": async () => {
    const { answer } = await propose();
    const forged = signedBy({ id: "member-1", seed: at(persons, 2).seed }, draftText(answer.note));
    for (const note of ["no note", answer.note, forged]) {
      const reply = await ask(opened.host, routes.countersign, { as: as(1), json: { note } });
      expect(reply.code).toBe("people/unsound-signature");
    }
    await withdraw();
    return proposeNote(answer.note.replace("lin-wei ", "su-xiao "));
  },
  "people/not-a-signer": async () => {
    const newcomer = await join(opened.host, "guo-an", (await invite("guo-an")).link);
    await propose();
    const reply = await countersignAs(opened.host, newcomer);
    await withdraw();
    return reply;
  },
  "people/unsound-statement": async () => {
    expect((await proposeNote(signedBy(at(persons, 0), "{}\n"))).code).toBe("people/unsound-statement");
    expect((await proposeRaw({ number: 5 })).code).toBe("people/unsound-statement");
    const { newest } = await readable();
    return proposeRaw({ members: newest.members.filter(({ side }) => side !== "outside") });
  },
  "people/unknown-policy": () => propose({ policy: "0".repeat(64) }),
  "people/unknown-keys": async () => {
    const { newest } = await readable();
    const { request } = newKeys(opened.host, "ghost");
    const ghost = {
      ...at(newest.members, 0),
      ...{ id: "ghost", name: "A ghost" },
      recipient: request.recipient,
      key: request.key,
      self: request.self,
    };
    return propose({ members: [...newest.members, ghost] });
  },
  "people/bad-witness": () => propose({ witnesses: ["a union"] }),
  "people/witness-twice": () => proposeRaw({ witnesses: [witness, `${witness} https://witness.example.net`] }),
  "people/unknown-record": () => propose({ log: writeVerifier({ name: "line.example.org/record", key }) }),
  "people/wrong-effect": () => propose({ effective: opened.host.now() + 8 * DAY }),
  "people/roster-broken": async () => {
    const db = peopleTables(broken.host.db);
    await db.insertInto("people_statements").values({ number: 2, note: "a ghost\n\n" }).execute();
    return ask(broken.host, routes.signIn, { json: { member: "lin-wei", password: "the password of lin-wei" } });
  },
  "people/unsound-absence": () => absence("2026-01-05", "2026-01-06", "su-xiao"),
  "people/too-many-absences": async () => {
    let reply = await absence("2026-01-05", "2026-01-06");
    for (let more = 0; more < 20 && reply.code === null; more++) reply = await absence("2026-01-05", "2026-01-06");
    return reply;
  },
  "people/absence-begun": () => absence("2026-01-05", "2026-01-04"),
  "people/absence-days": () => absence("2026-01-04", "2026-01-06"),
  "people/not-your-invitation": async () => {
    await invite("yu-lin");
    return ask(opened.host, routes.cancelInvite, { as: as(1), json: { id: "yu-lin" } });
  },
  "people/invitation-closed": async () => {
    const { link } = await invite("mo-fan");
    await ask(opened.host, routes.cancelInvite, { as: as(0), json: { id: "mo-fan" } });
    return ask(opened.host, routes.invited, { as: invitation(link.token) });
  },
  "people/link-used": async () => {
    const secret = new Uint8Array(32).fill(9);
    const roster = await readable();
    const send = (id: string) => {
      const guest = { id, name: id.replaceAll("-", " "), role: "Nurse", unit: "", date: "2026-01-05" };
      const note = inviteNote(roster, { ...guest, side: "employees" }, secret, at(persons, 0));
      return ask(opened.host, routes.invite, { as: as(0), json: { note } });
    };
    expect((await send("ke-yun")).code).toBeNull();
    await join(opened.host, "ke-yun", linkOf(secret));
    return send("ke-yun-2");
  },
  "people/too-many-invitations": async () => {
    let last = await invite("guest-0");
    for (let count = 1; count < 40 && last.code === null; count++) last = await invite(`guest-${count}`);
    expect((await ask(opened.host, routes.committee, { as: as(0) })).answer.invited).toHaveLength(30);
    return last;
  },
  // From here on the clock or the committee changes.
  "people/draft-over": async () => {
    const { answer } = await propose();
    opened.host.setNow(opened.host.now() + DAY + 1);
    const back = await signIn(at(persons, 1).id, at(persons, 1).password);
    const note = signedBy(at(persons, 1), draftText(answer.note));
    return ask(opened.host, routes.countersign, { as: bearer(back.answer.token), json: { note } });
  },
  "people/no-longer-member": async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(async (index) => {
        const person = at(persons, index);
        const { answer } = await signIn(person.id, person.password);
        return { ...person, as: bearer(answer.token) };
      }),
    );
    if (first === undefined || second === undefined) throw new Error("no such one");
    const before = await readable();
    const members = before.newest.members.filter(({ id }) => id !== "su-xiao");
    const text = proposeText(before, { ...dates(opened.host.now()), members });
    await ask(opened.host, routes.propose, { as: first.as, json: { note: signedBy(first, text) } });
    expect((await countersignAs(opened.host, second)).answer.inForce).toBe(true);
    return signIn("su-xiao", at(persons, 2).password);
  },
};

describe("every refusal comes about, with the same code, its status and a sentence in both languages", () => {
  it.each(Object.entries(scenes) as [Code, Scene][])("%s", async (code, scene) => {
    const reply = await scene();
    expect(reply.code).toBe(code);
    const { status, en, "zh-CN": zh } = refusals[code];
    expect(reply.status).toBe(status);
    expect((reply.answer as { sentence: unknown }).sentence).toEqual({ en, "zh-CN": zh });
  });
});

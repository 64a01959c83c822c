import { sha256, toBase64, toHex, toUtf8, fromBase64 } from "@niuniu/note";
import { dayOf, readCalendar } from "@niuniu/owe";
import { chain } from "@niuniu/record";
import { countedRandom, SAMPLE_PEOPLE, sampleRoster } from "@niuniu/roster/testing";
import { recipientOf, signAct } from "@niuniu/seal";
import { smallLog } from "@niuniu/trust/testing";
import { CallError } from "@niuniu/ui";
import { CALENDAR, route, type Ask, type ParcelOf } from "@niuniu/wire";
import { beginSealed, type Begun } from "../../begin-sealed.ts";
import { readMessage, type MessageLetter } from "../../letters.ts";
import { letterbox, readBoxAct, readBoxLetter, type BoxLetter, type Letterbox } from "../../testing/letterbox.ts";
import type { SealedThread } from "../../thread.ts";
import type { Log } from "../taken.ts";
import type { Desk } from "./desk.ts";
import { openingOf, type DeskKind, type OpenedMatter } from "./open-sealed.ts";
import { performing, type DeskPlan } from "./perform.ts";

export type OpenedBox = OpenedMatter<Letterbox, BoxLetter, MessageLetter>;

/** How a desk opens it: "unlucky" is the word that its feature looks at besides. */
export const box: DeskKind<Letterbox, BoxLetter, MessageLetter> = {
  ...{ kind: letterbox, read: readBoxAct, policy: () => null, readBeginning: readBoxLetter },
  readMessage,
  doubts: ({ text }) => (text === "unlucky" ? [{ code: "unlucky", number: 1 }] : []),
};
export const openBox = openingOf(box);

export const boxThread = route<{ readonly case: string }, ParcelOf<SealedThread>>({
  ...{ audience: "member", method: "POST", path: "/box/thread", takes: "json", gives: "parcel" },
});
const boxAct = route<ParcelOf<{ readonly act: string; readonly case: string }>, ParcelOf<SealedThread>>({
  ...{ audience: "member", method: "POST", path: "/box/act", takes: "parcel", gives: "parcel" },
});
export interface BoxPlan extends DeskPlan {
  readonly kind: "open" | "answer" | "note" | "burn" | "rewrap";
  /** Stands inside the seal alone. */
  readonly mentions?: readonly string[];
}
export const { perform, mayRepeat } = performing<Letterbox, BoxLetter, MessageLetter, SealedThread, BoxPlan>({
  ...{ ...box, act: boxAct, thread: boxThread, open: openBox },
  letter: ({ text, mentions }, name) => ({
    ...{ niuniu: "message v1", case: name, text: text ?? "" },
    ...(mentions === undefined ? {} : { mentions }),
  }),
  inside: ["mentions"],
  internal: ["note"],
  deciding: ["burn"],
  isQuiet: ({ kind }) => kind === "open" || kind === "note",
  held: (why) => new CallError(`box/${why}`, 0),
  meanwhile: { en: "Somebody was here first.", "zh-CN": "有人先到了。" },
});

/** The moment every desk here stands at (ms since epoch). */
export const NOW = Date.UTC(2026, 10, 23, 4);
/** Bytes for keys that protect nobody. */
export const random = countedRandom("a box at a desk");
const calendar = readCalendar(CALENDAR);
/** The texts that the committee of the box has signed. */
export const rules = { policy: "{}\n", calendar: `${JSON.stringify(CALENDAR)}\n` };
const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));
const identities = new Map(SAMPLE_PEOPLE.map(({ id }) => [id, random(32)]));
/** What opens the messages of a member. */
export const identityOf = (id: string): Uint8Array => identities.get(id) ?? new Uint8Array(32);
const people = await Promise.all(
  SAMPLE_PEOPLE.map(async (person) => ({ ...person, recipient: await recipientOf(identityOf(person.id)) })),
);
const committee = sampleRoster(random, NOW - 86_400_000, people, {
  policy: hashOf(rules.policy),
  calendar: hashOf(rules.calendar),
});
/** A committee of five. */
export const { roster } = committee;
const seedOf = (id: string): Uint8Array => committee.seeds.get(id) ?? new Uint8Array(32);

/** The desk of a member, with a server that answers as `ask` says. */
export const deskOf = (me: string, ask: Ask = () => Promise.reject(new Error("nobody is asked"))): Desk<null> => ({
  ...{ me, roster, ask, authorization: "", clock: () => NOW, ahead: 0, policy: null, calendar },
  keys: { identity: identityOf(me), signing: seedOf(me) },
});

/** Head of the chain of these entries, hex. */
const headOf = (entries: readonly { readonly text: string; readonly salt: string }[]): string =>
  toHex(chain(entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }))).at(-1) ?? new Uint8Array(32));

/** A letter in the box, as a server gives its thread to each member. */
export async function put(
  text: string,
  struck: readonly string[] = [],
): Promise<{ readonly begun: Begun; readonly threadFor: (id: string) => ParcelOf<SealedThread> }> {
  const readers = roster.newest.members.filter(({ id }) => !struck.includes(id));
  const begun = await beginSealed(
    {
      letter: (name, auth) => ({ niuniu: "letter v1", case: name, auth, struck, text }),
      ...{ kind: "letter", says: { statement: roster.hashes[0] ?? "" }, receiptOpens: true },
      readers: readers.map(({ id, recipient }) => ({ id, recipient: fromBase64(recipient) })),
      date: dayOf(NOW, calendar),
    },
    random,
    () => undefined,
  );
  const [envelope = new Uint8Array(), ...wraps] = begun.parts;
  const entries = [{ text: begun.header.act, salt: begun.header.salt, part: 1 }];
  const threadFor = (id: string): ParcelOf<SealedThread> => ({
    header: {
      ...{ case: begun.case, owed: null, absences: [], entries, head: headOf(entries), wrap: 0 },
      readers: readers.map((one) => one.id),
      ...{ auth: begun.header.auth, rules, proofs: [], promises: [], now: NOW },
    },
    parts: [wraps[begun.header.wraps.indexOf(id)] ?? new Uint8Array(), envelope],
  });
  return { begun, threadFor };
}

/** The same thread after one more act, signed by `by`. */
export function after(
  { header, parts }: ParcelOf<SealedThread>,
  by: string,
  { kind, envelope = null, seed = seedOf(by) }: { kind: string; envelope?: Uint8Array | null; seed?: Uint8Array },
): ParcelOf<SealedThread> {
  const text = signAct(
    {
      ...{ niuniu: "act v1", case: header.case, number: header.entries.length + 1, previous: header.head, by, kind },
      ...{ date: dayOf(NOW, calendar), envelope: envelope === null ? null : toHex(sha256(envelope)) },
    },
    { name: by, seed },
  );
  const part = envelope === null ? -1 : parts.length;
  const entries = [...header.entries, { text, salt: toBase64(random(32)), part }];
  return {
    header: { ...header, entries, head: headOf(entries) },
    parts: envelope === null ? parts : [...parts, envelope],
  };
}

/** The public record in which the box stands. */
export const record = await smallLog();
/** The log that promises what {@link taking} takes. */
export const log: Log = { log: record.log, until: 0 };

/** A server that has this thread, takes what is signed upon it, and promises it; `sent` is given all it was sent. */
export function taking(shown: ParcelOf<SealedThread>, sent: ParcelOf<{ readonly act: string }>[]): Ask {
  return (asked, request) => {
    if (asked.path !== boxAct.path) return Promise.resolve(shown as never);
    const parcel = request as ParcelOf<{ readonly act: string }>;
    sent.push(parcel);
    const { act } = parcel.header;
    const { previous } = JSON.parse(act.slice(0, act.indexOf("\n"))) as { readonly previous: string };
    if (previous !== shown.header.head) return Promise.reject(new CallError("box/stale-head", 409));
    const entries = [...shown.header.entries, { text: act, salt: toBase64(random(32)), part: -1 }];
    const promises = [{ number: entries.length, promise: record.promise(NOW, entries) }];
    return Promise.resolve({
      ...shown,
      header: { ...shown.header, entries, head: headOf(entries), promises },
    } as never);
  };
}

import { fromBase64, sha256, toBase64, toHex, toUtf8 } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { chain } from "@niuniu/record";
import { countedRandom, sampleRoster, SAMPLE_PEOPLE } from "@niuniu/roster/testing";
import { recipientOf } from "@niuniu/seal";
import { smallLog } from "@niuniu/trust/testing";
import { CallError } from "@niuniu/ui";
import type { Ask, ParcelOf } from "@niuniu/wire";
import { composeReport, type ComposedReport } from "../../compose.ts";
import { DEFAULT } from "../../policy.ts";
import { calendarText, policyText } from "../../testing/policy-text.ts";
import { deskAct, type ThreadHeader } from "../../routes.ts";
import type { Log } from "@niuniu/matter/web";
import { makeDesk, type Desk } from "./desk.ts";

/** The moment every case here stands at (ms since epoch). */
export const NOW = Date.UTC(2026, 10, 23, 4);
/** Bytes for keys that protect nobody. */
export const random = countedRandom("desk");
const identities = new Map(SAMPLE_PEOPLE.map(({ id }) => [id, random(32)]));
const people = await Promise.all(
  SAMPLE_PEOPLE.map(async (person) => ({ ...person, recipient: await recipientOf(identityOf(person.id)) })),
);
const rules = { policy: policyText(DEFAULT.policy), calendar: calendarText(DEFAULT.calendar) };
const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));
const hashes = { policy: hashOf(rules.policy), calendar: hashOf(rules.calendar) };
/** A committee of five with its signing seeds and its signed statements. */
export const { roster, seeds, notes } = sampleRoster(random, NOW - 86_400_000, people, hashes);
const refuse: Ask = () => Promise.reject(new Error("nobody is asked"));

/** What opens the messages of a member. */
export function identityOf(id: string): Uint8Array {
  return identities.get(id) ?? new Uint8Array(32);
}

/** The desk of a member, with a server that answers as `ask` says. */
export function deskOf(me: string, ask: Ask = refuse): Desk {
  return makeDesk({
    ...{ me, roster, ask, authorization: "", clock: () => NOW, ahead: 0 },
    keys: { identity: identityOf(me), signing: seeds.get(me) ?? new Uint8Array(32) },
    ...rules,
  });
}

/** A thread as a server would give it: the report and, if asked, more entries. */
export async function reported(
  struck: readonly string[] = [],
  /** What a hostile sender does otherwise: other words in the letter, or a wrap sealed to somebody else. */
  hostile: { readonly letter?: object; readonly recipientFor?: (id: string) => Uint8Array } = {},
): Promise<{
  readonly composed: ComposedReport;
  readonly threadFor: (id: string) => ParcelOf<ThreadHeader>;
}> {
  const readers = roster.newest.members.filter(({ id }) => !struck.includes(id));
  const composed = await composeReport(
    {
      letter: {
        ...{ struck, class: "ordinary", identity: "anonymous", name: "", contact: "", language: "en" },
        ...{ what: "I was pressed to drink.", when: "", where: "", who: "" },
        ...hostile.letter,
      },
      readers: readers.map(({ id, recipient }) => {
        return { id, recipient: hostile.recipientFor?.(id) ?? fromBase64(recipient) };
      }),
      statement: roster.hashes[0] ?? "",
      receiptOpensReport: true,
      date: dayOf(NOW, DEFAULT.calendar),
    },
    random,
  );
  const [envelope, ...wraps] = composed.parts;
  const wrapOf = (id: string) => wraps[composed.header.wraps.indexOf(id)] ?? new Uint8Array();
  const threadFor = (id: string): ParcelOf<ThreadHeader> => ({
    header: {
      ...{ case: composed.case, class: "ordinary", stage: "received", waiting: false, owed: null, absences: [] },
      entries: [{ text: composed.header.act, salt: composed.header.salt, part: 1 }],
      head: headOf([{ text: composed.header.act, salt: composed.header.salt }]),
      readers: composed.header.wraps.filter((reader) => reader !== "reporter"),
      ...{ wrap: 0, auth: composed.header.auth, rules, proofs: [], promises: [], now: NOW },
    },
    parts: [wrapOf(id), envelope ?? new Uint8Array()],
  });
  return { composed, threadFor };
}

/** Head of the chain of these entries, hex. */
export const headOf = (entries: readonly { readonly text: string; readonly salt: string }[]): string =>
  toHex(chain(entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }))).at(-1) ?? new Uint8Array(32));

const record = await smallLog();
/** The log that promises what {@link taking} takes. */
export const log: Log = { log: record.log, until: 0 };

/** A server that shows this case, takes whatever is signed upon it, and promises it for the time `at`; `sent` is given all it was sent. */
export function taking(
  shown: ParcelOf<ThreadHeader>,
  sent: ParcelOf<{ readonly act: string }>[] = [],
  at: number = NOW,
): Ask {
  return (route, request) => {
    if (route.path !== deskAct.path) return Promise.resolve(shown as never);
    const parcel = request as ParcelOf<{ readonly act: string }>;
    sent.push(parcel);
    const { act } = parcel.header;
    const { previous } = JSON.parse(act.slice(0, act.indexOf("\n"))) as { readonly previous: string };
    if (previous !== shown.header.head) return Promise.reject(new CallError("cases/stale-head", 409));
    const entries = [...shown.header.entries, { text: act, salt: toBase64(random(32)), part: -1 }];
    const promises = [{ number: entries.length, promise: record.promise(at, entries) }];
    return Promise.resolve({
      ...shown,
      header: { ...shown.header, entries, head: headOf(entries), promises },
    } as never);
  };
}

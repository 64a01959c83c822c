import { fromUtf8, sha256, toHex } from "@niuniu/note";
import { recipientBytes, RECIPIENT_LENGTH, REPORTER } from "@niuniu/seal";
import { openEnvelope, openWith, openWrap } from "@niuniu/seal/open";
import type { ParcelOf } from "@niuniu/wire";
import type { BeginningLetter, MessageLetter, Unopenable } from "../../letters.ts";
import { GRACE } from "../../listen.ts";
import type { EntryOf, Matter } from "../../state.ts";
import type { SealedThread } from "../../thread.ts";
import { readersIn, wrapHashFor, type Wrapping } from "../../wraps.ts";
import { accountOf, type Account, type SealedKind } from "../sealed-kind.ts";
import { checkSealedAhead, type Alarm as ThreadAlarm, type CheckedEntry } from "../../verify-thread.ts";
import type { Desk } from "./desk.ts";
import { lettersUnder, type Letters } from "./letters-here.ts";

/** Something in a matter that does not match, in its thread or in what this desk opened of it; `Own`: what its feature looks at besides. */
type OpenedAlarm<Own extends string = string> =
  ThreadAlarm | { readonly code: AlarmCode | Own; readonly number: number };

type AlarmCode =
  /** This member's own wrap is not the one that was signed for them. */
  | "wrap"
  /** What its reporter began it with does not open, or belongs to another. */
  | "report"
  /** It did not come. */
  | "report-missing"
  /** It names another key than the server does. */
  | "reporter-key"
  /** Others can open it than was signed. */
  | "readers"
  /** Somebody who was struck out can. */
  | "struck-reader";

/** An entry with its message opened, if it has one and this desk can. */
interface OpenedEntry<Entry, Letter> extends CheckedEntry<Entry> {
  readonly letter: Letter | null;
  /** Why a message that exists is not shown. */
  readonly hidden: "not-given" | "sealed-to-others" | "unreadable" | null;
}

/** A sealed matter as this desk believes it. Everything in it was checked here, or is named as not matching. */
export interface OpenedMatter<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread = SealedThread,
> extends Account<M> {
  readonly header: Header;
  readonly entries: readonly OpenedEntry<EntryOf<M>, Letter>[];
  readonly alarms: readonly OpenedAlarm[];
  /** What its reporter began it with. */
  readonly report: Begun | null;
  /** The text of a file sealed by hand, when that is what this matter is. */
  readonly sealedText: string | null;
  /**
   * Why what was signed as its beginning is none that can be answered here, though it came as it was signed; else null. Whoever
   * wrote the first entry can make it so, and a host cannot: what it holds back or changes is an alarm and nothing else.
   */
  readonly unopenable: Unopenable | null;
  /** Whom replies are sealed to; null where the sender left no way to answer. */
  readonly replyTo: Uint8Array | null;
  /** The identity of the matter, from this member's own wrap. */
  readonly caseSeed: Uint8Array | null;
  /** Struck out in what began it, or by the sender of a sealed file. */
  readonly struck: readonly string[];
  /** Who holds a wrap by what was signed. Never the server's list. */
  readonly readers: readonly string[];
  /** This device's clock and the server's are more than ten minutes apart: one of them is wrong. */
  readonly clocksApart: boolean;
}

/** How the matters of a kind are opened at a desk. */
export interface DeskKind<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
> extends SealedKind<M, Begun, Letter> {
  /** What of its beginning does not agree with the signed act that brought it, besides its key and its name. */
  readonly doubts: (begun: Begun, act: EntryOf<M>) => readonly OpenedAlarm[];
}

/** As many messages are opened together: the platform does its share of each meanwhile, and the page is not held up for long. */
const AT_ONCE = 16;

/** Makes what opens matters of a kind at a desk: see `openSealed`. */
export const openingOf =
  <M extends Matter, Begun extends BeginningLetter, Letter extends MessageLetter, Header extends SealedThread>(
    kind: DeskKind<M, Begun, Letter>,
  ) =>
  (thread: ParcelOf<Header>, desk: Desk<M["policy"]>): Promise<OpenedMatter<M, Begun, Letter, Header>> =>
    openSealed(kind, thread, desk);

/** Checks a thread, opens what can be opened with the member's keys, and reruns the rules over it. Never throws for what it reads. */
async function openSealed<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
>(
  kind: DeskKind<M, Begun, Letter>,
  { header, parts }: ParcelOf<Header>,
  desk: Desk<M["policy"]>,
): Promise<OpenedMatter<M, Begun, Letter, Header>> {
  const known = { roster: desk.roster, auth: header.auth };
  const { entries, alarms } = await checkSealedAhead<EntryOf<M>>(header, parts, known, kind.read);
  const good = entries.map(({ entry }) => entry);
  const { seed: caseSeed, shut } = await seedFrom({ header, parts }, good, desk);
  const beginning = entries.find(({ entry }) => entry.number === 1);
  const first = await openFirst<M, Begun, Letter>(kind, beginning, { header, caseSeed, desk });
  const struck = first.report?.struck ?? struckIn(beginning?.entry);
  const readers = readersIn(good);
  const opened: OpenedEntry<EntryOf<M>, Letter>[] = [];
  const seeds = caseSeed === null ? [desk.keys.identity] : [caseSeed, desk.keys.identity];
  const letters = lettersUnder(desk.keys, seeds);
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    const some = entries.slice(at, at + AT_ONCE);
    opened.push(
      ...(await Promise.all(some.map((entry) => openEntry<M, Letter>(kind, entry, { letters, name: header.case })))),
    );
  }
  const kept = !alarms.some(({ code }) => code === "chain" || code === "name");
  const { roster, policy, calendar } = desk;
  return {
    ...first,
    ...accountOf<M>(
      kind,
      { header, entries: good },
      {
        ...{ roster, newest: { policy, calendar }, struck, now: desk.clock() },
      },
    ),
    header,
    entries: opened,
    alarms: [
      ...alarms,
      ...(caseSeed === null && header.auth !== "" ? [{ code: "wrap", number: 0 } as const] : []),
      ...first.alarms,
      ...unread(first, caseSeed !== null || header.auth === ""),
      ...doubtsAbout(readers, header, struck),
    ],
    unopenable: kept ? (shut ? "unreadable" : first.unopenable) : null,
    caseSeed,
    struck,
    readers,
    clocksApart: Math.abs(header.now - desk.clock()) > GRACE,
  };
}

/** A beginning that is not there, or did not come: whoever holds it back also holds back whom its reporter struck out. */
function unread({ report, sealedText, alarms }: First<unknown>, expected: boolean): readonly OpenedAlarm[] {
  const missing = expected && report === null && sealedText === null && alarms.length === 0;
  // A sealed file has no identity of its own; a key to a matter without its beginning is a beginning withheld.
  return missing ? [{ code: "report-missing", number: 1 }] : [];
}

function doubtsAbout(
  readers: readonly string[],
  header: SealedThread,
  struck: readonly string[],
): readonly OpenedAlarm[] {
  const claimed = header.readers.filter((id) => id !== REPORTER);
  const same = claimed.length === readers.length && claimed.every((id) => readers.includes(id));
  const holds = struck.some((id) => readers.includes(id) || claimed.includes(id));
  return [
    ...(same ? [] : [{ code: "readers", number: 0 } as const]),
    ...(holds ? [{ code: "struck-reader", number: 0 } as const] : []),
  ];
}

/** The identity of the matter from this member's wrap, if that is the very file that was signed for them; `shut` if it does not open. */
async function seedFrom(
  { header, parts }: ParcelOf<SealedThread>,
  entries: readonly Wrapping[],
  { me, keys }: Pick<Desk, "me" | "keys">,
): Promise<{ readonly seed: Uint8Array | null; readonly shut: boolean }> {
  const wrap = parts[header.wrap];
  if (wrap === undefined || toHex(sha256(wrap)) !== wrapHashFor(entries, me)) return { seed: null, shut: false };
  const opened = await openWrap(keys.identity, wrap, header.case, me).catch(() => null);
  const seed = opened?.seed ?? null;
  return { seed, shut: seed === null };
}

interface First<Begun> {
  readonly report: Begun | null;
  readonly sealedText: string | null;
  readonly replyTo: Uint8Array | null;
  readonly alarms: readonly OpenedAlarm[];
  readonly unopenable: Unopenable | null;
}
const nothing: First<never> = { report: null, sealedText: null, replyTo: null, alarms: [], unopenable: null };
const shutFirst = (unopenable: Unopenable): First<never> => ({
  ...nothing,
  alarms: [{ code: "report", number: 1 }],
  unopenable,
});

async function openFirst<M extends Matter, Begun extends BeginningLetter, Letter extends MessageLetter>(
  { readBeginning, doubts }: Pick<DeskKind<M, Begun, Letter>, "readBeginning" | "doubts">,
  first: CheckedEntry<EntryOf<M>> | undefined,
  {
    header,
    caseSeed,
    desk,
  }: { readonly header: SealedThread; readonly caseSeed: Uint8Array | null; readonly desk: Desk },
): Promise<First<Begun>> {
  if (first?.envelope === undefined || first.envelope === null) return nothing;
  if (first.entry.niuniu === "event v1") return openSealedFile(first.envelope, desk.keys.identity);
  if (caseSeed === null) return nothing;
  try {
    const { header: said, parts } = await openEnvelope(caseSeed, first.envelope);
    const report = readBeginning(said);
    if (report === null) return shutFirst("not-a-report-letter");
    const [replyTo] = parts;
    const sized = replyTo?.length === RECIPIENT_LENGTH ? replyTo : null;
    const others = mismatches(report, header);
    const alarms = [...others, ...doubts(report, first.entry)];
    const unopenable = others.length === 0 ? null : "other-key";
    return { ...nothing, report, replyTo: sized, alarms, unopenable };
  } catch {
    return shutFirst("unreadable");
  }
}

/** What stands inside is its reporter's word; what the server says beside it must agree. */
function mismatches(report: BeginningLetter, header: SealedThread): readonly OpenedAlarm[] {
  return [
    ...(report.auth === header.auth ? [] : [{ code: "reporter-key", number: 1 } as const]),
    ...(report.case === header.case ? [] : [{ code: "report", number: 1 } as const]),
  ];
}

async function openSealedFile(file: Uint8Array, identity: Uint8Array): Promise<First<never>> {
  try {
    const text = fromUtf8(await openWith(identity, file));
    return { ...nothing, sealedText: text, replyTo: recipientIn(text) };
  } catch {
    return shutFirst("unreadable");
  }
}

/** The first hybrid recipient a sender wrote into the text, which is how a sealed file asks for an answer. */
export function recipientIn(text: string): Uint8Array | null {
  for (const [word] of text.matchAll(/age1pq1[02-9ac-hj-np-z]{100,}/gu)) {
    try {
      return recipientBytes(word);
    } catch {
      // Mistyped; perhaps the next one is whole.
    }
  }
  return null;
}

/** Whom the sender of a file left out, by their own word. */
const struckIn = (first: Wrapping | undefined): readonly string[] => first?.struck ?? [];

async function openEntry<M extends Matter, Letter extends MessageLetter>(
  { kind, readMessage }: Pick<SealedKind<M, BeginningLetter, Letter>, "kind" | "readMessage">,
  checked: CheckedEntry<EntryOf<M>>,
  { letters, name }: { readonly letters: Letters; readonly name: string },
): Promise<OpenedEntry<EntryOf<M>, Letter>> {
  const { entry, envelope } = checked;
  if (kind.begins(entry) || !("envelope" in entry) || entry.envelope === null)
    return { ...checked, letter: null, hidden: null };
  if (envelope === null) return { ...checked, letter: null, hidden: "not-given" };
  const found = await letters.open(envelope, entry.envelope);
  if (found === undefined) return { ...checked, letter: null, hidden: "sealed-to-others" };
  const letter = readMessage(found.header);
  return letter?.case === name
    ? { ...checked, letter, hidden: null }
    : { ...checked, letter: null, hidden: "unreadable" };
}

import type { Difference, Rules } from "../../terms.ts";
import { GRACE } from "@niuniu/matter";
import { listen, replay } from "../../kind.ts";
import type * as matter from "@niuniu/matter/web";
import { checkSealedAhead, witnessIn } from "@niuniu/matter/web";
import { fromUtf8, sha256, toHex } from "@niuniu/note";
import type { MemberNote } from "@niuniu/committee";
import { recipientBytes, RECIPIENT_LENGTH, REPORTER } from "@niuniu/seal";
import { openEnvelope, openWith, openWrap } from "@niuniu/seal/open";
import type { ParcelOf } from "@niuniu/wire";
import { readMessageLetter, readReportLetter, type MessageLetter, type ReportLetter } from "../../letters.ts";
import { wrapHashFor, type Entry, type Unopenable } from "../../events.ts";
import { parseEntry } from "../../parse.ts";
import type { ThreadHeader } from "../../routes.ts";
import type { CaseState } from "../../state.ts";
import { rulesOfCase } from "../record/case-rules.ts";
import type { Desk } from "./desk.ts";

/** Something in a case that does not match, in its thread or in what this desk opened of it. */
type Alarm = matter.Alarm | { readonly code: OpenedAlarm; readonly number: number };

type OpenedAlarm = "wrap" | "report" | "report-missing" | "reporter-key" | "class" | "readers" | "struck-reader";

type CheckedEntry = matter.CheckedEntry<Entry>;

/** An entry with its message opened, if it has one and this desk can. */
export interface OpenedEntry extends CheckedEntry {
  readonly letter: MessageLetter | null;
  /** Why a message that exists is not shown. */
  readonly hidden: "not-given" | "sealed-to-others" | "unreadable" | null;
}

/** A case as this desk believes it. Everything in it was checked here, or is named as not matching. */
export interface OpenedCase {
  readonly header: ThreadHeader;
  readonly entries: readonly OpenedEntry[];
  readonly alarms: readonly Alarm[];
  readonly differences: readonly Difference[];
  /** The rules the case began under. */
  readonly rules: Rules;
  /** The rules' own account of the case; null when its record cannot be followed. */
  readonly state: CaseState | null;
  readonly absences: readonly MemberNote[];
  readonly report: ReportLetter | null;
  /** The text of a file sealed by hand, when that is what this case is. */
  readonly sealedText: string | null;
  /**
   * Why what was signed as the report is none that can be answered here, though it came as it was signed; else null. Whoever
   * wrote the first entry can make it so, and a host cannot: what it holds back or changes is an alarm and nothing else.
   */
  readonly unopenable: Unopenable | null;
  /** Whom replies are sealed to; null where the sender left no way to answer. */
  readonly replyTo: Uint8Array | null;
  /** The identity of the case, from this member's own wrap. */
  readonly caseSeed: Uint8Array | null;
  /** Struck out in the report itself, or by the sender of a sealed file. */
  readonly struck: readonly string[];
  /** Who holds a wrap by what was signed: named in the report, or let in later. Never the server's list. */
  readonly readers: readonly string[];
  /** This device's clock and the server's are more than ten minutes apart: one of them is wrong. */
  readonly clocksApart: boolean;
}

/** Checks a thread, opens what can be opened with the member's keys, and reruns the rules over it. Never throws for what it reads. */
export async function openCase({ header, parts }: ParcelOf<ThreadHeader>, desk: Desk): Promise<OpenedCase> {
  const known = { roster: desk.roster, auth: header.auth };
  const { entries, alarms } = await checkSealedAhead(header, parts, known, parseEntry);
  const found: Alarm[] = [...alarms];
  const { seed: caseSeed, shut } = await seedFrom({ header, parts }, entries, desk);
  if (caseSeed === null && header.auth !== "") found.push({ code: "wrap", number: 0 });
  const beginning = entries.find(({ entry }) => entry.number === 1);
  const first = await openFirst(beginning, { header, caseSeed, desk });
  const kept = !alarms.some(({ code }) => code === "chain" || code === "name");
  found.push(...first.alarms, ...unread(first, caseSeed !== null || header.auth === ""));
  const struck = first.report?.struck ?? struckBySender(beginning);
  const readers = readersIn(entries);
  found.push(...doubtsAbout(readers, header, struck));
  const opened: OpenedEntry[] = [];
  for (const entry of entries) opened.push(await openEntry(entry, seedsOf(caseSeed, desk), header.case));
  return {
    ...first,
    header,
    entries: opened,
    alarms: found,
    unopenable: kept ? (shut ? "unreadable" : first.unopenable) : null,
    caseSeed,
    struck,
    readers,
    clocksApart: Math.abs(header.now - desk.clock()) > GRACE,
    ...account(opened, header, { struck, desk }),
  };
}

/** A report that is not there, or did not come: whoever holds it back also holds back whom the reporter struck out. */
function unread({ report, sealedText, alarms }: First, expected: boolean): readonly Alarm[] {
  const missing = expected && report === null && sealedText === null && alarms.length === 0;
  // A sealed file has no identity of its own; a key to a case without its report is a report withheld.
  return missing ? [{ code: "report-missing", number: 1 }] : [];
}

function readersIn(entries: readonly CheckedEntry[]): readonly string[] {
  const named = entries.flatMap(({ entry }) => {
    if (entry.kind === "rewrap") return [entry.reader];
    if (entry.number !== 1) return [];
    if (entry.kind === "report") return entry.wraps.filter((id) => id !== REPORTER);
    return entry.kind === "sealed" ? entry.readers : [];
  });
  return [...new Set(named)];
}

function doubtsAbout(readers: readonly string[], header: ThreadHeader, struck: readonly string[]): readonly Alarm[] {
  const claimed = header.readers.filter((id) => id !== REPORTER);
  const same = claimed.length === readers.length && claimed.every((id) => readers.includes(id));
  const holds = struck.some((id) => readers.includes(id) || claimed.includes(id));
  return [
    ...(same ? [] : [{ code: "readers", number: 0 } as const]),
    ...(holds ? [{ code: "struck-reader", number: 0 } as const] : []),
  ];
}

function account(
  opened: readonly OpenedEntry[],
  header: ThreadHeader,
  { struck, desk }: { readonly struck: readonly string[]; readonly desk: Desk },
): Pick<OpenedCase, "state" | "differences" | "rules" | "absences"> {
  const { roster, policy, calendar } = desk;
  const { rules, signed } = rulesOfCase(opened[0]?.entry, header.rules, { roster, newest: { policy, calendar } });
  const other = signed ? [] : [{ code: "other-rules" } as const];
  const { witness, notes: absences } = witnessIn(header, roster, { rules, struck });
  const entries = opened.map(({ entry }) => entry);
  try {
    const heard = listen(entries, { ...witness, now: desk.clock() });
    return { rules, absences, state: replay(entries, witness).state, differences: [...other, ...heard] };
  } catch {
    return { rules, absences, state: null, differences: other };
  }
}

/** The identity of the case from this member's wrap, if that is the very file that was signed for them; `shut` if it does not open. */
async function seedFrom(
  { header, parts }: ParcelOf<ThreadHeader>,
  checked: readonly CheckedEntry[],
  desk: Desk,
): Promise<{ readonly seed: Uint8Array | null; readonly shut: boolean }> {
  const wrap = parts[header.wrap];
  const signed = wrapHashFor(
    checked.map(({ entry }) => entry),
    desk.me,
  );
  if (wrap === undefined || toHex(sha256(wrap)) !== signed) return { seed: null, shut: false };
  const opened = await openWrap(desk.keys.identity, wrap, header.case, desk.me).catch(() => null);
  const seed = opened?.seed ?? null;
  return { seed, shut: seed === null };
}

type First = Pick<OpenedCase, "report" | "sealedText" | "replyTo" | "alarms" | "unopenable">;
const nothing: First = { report: null, sealedText: null, replyTo: null, alarms: [], unopenable: null };
const shutFirst = (unopenable: Unopenable): First => ({
  ...nothing,
  alarms: [{ code: "report", number: 1 }],
  unopenable,
});

async function openFirst(
  first: CheckedEntry | undefined,
  {
    header,
    caseSeed,
    desk,
  }: { readonly header: ThreadHeader; readonly caseSeed: Uint8Array | null; readonly desk: Desk },
): Promise<First> {
  if (first?.envelope === undefined || first.envelope === null) return nothing;
  if (first.entry.kind === "sealed") return openSealedFile(first.envelope, desk.keys.identity);
  if (caseSeed === null) return nothing;
  try {
    const { header: said, parts } = await openEnvelope(caseSeed, first.envelope);
    const report = readReportLetter(said);
    if (report === null) return shutFirst("not-a-report-letter");
    const [replyTo] = parts;
    const sized = replyTo?.length === RECIPIENT_LENGTH ? replyTo : null;
    const unopenable = report.auth === header.auth && report.case === header.case ? null : "other-key";
    return { ...nothing, report, replyTo: sized, alarms: mismatches(report, header), unopenable };
  } catch {
    return shutFirst("unreadable");
  }
}

/** What stands inside the report is the reporter's word; what the server says beside it must agree. */
function mismatches(report: ReportLetter, header: ThreadHeader): readonly Alarm[] {
  return [
    ...(report.auth === header.auth ? [] : [{ code: "reporter-key", number: 1 } as const]),
    ...(report.case === header.case ? [] : [{ code: "report", number: 1 } as const]),
    ...(report.class === header.class ? [] : [{ code: "class", number: 1 } as const]),
  ];
}

async function openSealedFile(file: Uint8Array, identity: Uint8Array): Promise<First> {
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

function struckBySender(first: CheckedEntry | undefined): readonly string[] {
  return first?.entry.kind === "sealed" ? first.entry.struck : [];
}

const seedsOf = (caseSeed: Uint8Array | null, desk: Desk): readonly Uint8Array[] =>
  caseSeed === null ? [desk.keys.identity] : [caseSeed, desk.keys.identity];

async function openEntry(checked: CheckedEntry, seeds: readonly Uint8Array[], name: string): Promise<OpenedEntry> {
  const { entry, envelope } = checked;
  const first = entry.kind === "report" || entry.kind === "sealed";
  if (first || entry.niuniu === "event v1" || entry.envelope === null)
    return { ...checked, letter: null, hidden: null };
  if (envelope === null) return { ...checked, letter: null, hidden: "not-given" };
  for (const seed of seeds) {
    try {
      const letter = readMessageLetter((await openEnvelope(seed, envelope)).header);
      if (letter?.case === name) return { ...checked, letter, hidden: null };
      return { ...checked, letter: null, hidden: "unreadable" };
    } catch {
      // Sealed to another of the keys, or to others only.
    }
  }
  return { ...checked, letter: null, hidden: "sealed-to-others" };
}

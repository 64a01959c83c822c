import { fromBase64, fromHex, sha256, toHex } from "@niuniu/note";
import { verifyChain } from "@niuniu/record";
import { keysOf, type Roster } from "@niuniu/roster";
import { caseName, readAct } from "@niuniu/seal";
import type { Entry } from "../../events.ts";
import { parseAct, parseEvent } from "../../parse.ts";
import type { EntryAnswer, ThreadHeader } from "../../routes.ts";

/** Something in a thread that does not match. Each has a sentence; `number` is the entry it is about, 0 the whole case. */
export interface Alarm {
  readonly code:
    | "chain"
    | "case-name"
    | "entry"
    | "signature"
    | "envelope"
    | "wrap"
    | "report"
    | "report-missing"
    | "reporter-key"
    | "class"
    | "readers"
    | "struck-reader";
  readonly number: number;
}

/** One entry whose author this browser has checked, with its sealed message if the server gave it. */
export interface CheckedEntry {
  readonly entry: Entry;
  /** Somebody's signature is good; false only for what the server says by itself. */
  readonly signed: boolean;
  /** The message as it was sealed and signed for, or null where there is none or it was not handed out. */
  readonly envelope: Uint8Array | null;
}

/** The entries that hold, in order, and everything that does not. An entry whose signature is bad is not shown as said. */
export interface CheckedThread {
  readonly entries: readonly CheckedEntry[];
  readonly alarms: readonly Alarm[];
}

/**
 * Checks a thread without opening it: the chain against its head, the case's name against the reporter's key, every
 * signature against the reporter's key or the checked roster, every message against the hash that was signed.
 */
export function verifyThread(header: ThreadHeader, parts: readonly Uint8Array[], roster: Roster): CheckedThread {
  const alarms: Alarm[] = [];
  const entries: CheckedEntry[] = [];
  if (!chainHolds(header)) alarms.push({ code: "chain", number: 0 });
  if (header.auth !== "" && !namedAfterKey(header)) alarms.push({ code: "case-name", number: 0 });
  for (const [at, answer] of header.entries.entries()) {
    const read = readEntry(answer.text, header, roster);
    if (typeof read === "string") alarms.push({ code: read, number: at + 1 });
    else if (read.entry.case !== header.case || read.entry.number !== at + 1)
      alarms.push({ code: "entry", number: at + 1 });
    else {
      const envelope = envelopeOf(read.entry, answer, parts);
      if (envelope === "wrong") alarms.push({ code: "envelope", number: at + 1 });
      entries.push({ ...read, envelope: envelope === "wrong" ? null : envelope });
    }
  }
  return { entries, alarms };
}

function chainHolds({ entries, head }: ThreadHeader): boolean {
  try {
    verifyChain(
      entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) })),
      fromHex(head),
    );
    return true;
  } catch {
    return false;
  }
}

function namedAfterKey({ auth, case: name }: ThreadHeader): boolean {
  try {
    return caseName(fromBase64(auth)) === name;
  } catch {
    return false;
  }
}

function readEntry(
  text: string,
  header: ThreadHeader,
  roster: Roster,
): Pick<CheckedEntry, "entry" | "signed"> | "entry" | "signature" {
  const said = firstLine(text);
  if (said === null) return "entry";
  try {
    if (said.niuniu === "event v1") return { entry: parseEvent(said.value), signed: false };
  } catch {
    return "entry";
  }
  const keys = said.by === "reporter" ? reporterKeys(header) : keysOf(roster, said.by);
  for (const key of keys) {
    try {
      return { entry: parseAct(readAct(text, { name: said.by, key })), signed: true };
    } catch {
      // Another of this member's keys may fit.
    }
  }
  return "signature";
}

const reporterKeys = ({ auth }: ThreadHeader): readonly Uint8Array[] => (auth === "" ? [] : [fromBase64(auth)]);

function firstLine(text: string): { readonly niuniu: unknown; readonly by: string; readonly value: unknown } | null {
  try {
    const value = JSON.parse(text.slice(0, text.indexOf("\n"))) as Record<string, unknown> | null;
    const by = value?.["by"];
    return { niuniu: value?.["niuniu"], by: typeof by === "string" ? by : "", value };
  } catch {
    return null;
  }
}

function envelopeOf(entry: Entry, { part }: EntryAnswer, parts: readonly Uint8Array[]): Uint8Array | null | "wrong" {
  const envelope = parts[part] ?? null;
  if (entry.niuniu === "event v1" || envelope === null) return envelope;
  return toHex(sha256(envelope)) === entry.envelope ? envelope : "wrong";
}

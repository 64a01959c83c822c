import type { Difference, Witness } from "../../terms.ts";
import { listen, replay } from "../../kind.ts";
import { fromBase64, fromHex, NoteError, sha256, toBase64, toHex } from "@niuniu/note";
import { RecordError, verifyChain } from "@niuniu/record";
import { notesIn, unableOn } from "@niuniu/committee";
import { activeMembers, keysOf } from "@niuniu/roster";
import { caseName, readAct, REPORTER, SealError } from "@niuniu/seal";
import type { Trust } from "@niuniu/trust";
import { Refused } from "@niuniu/wire";
import type { Entry } from "../../events.ts";
import { parseAct, parseEvent } from "../../parse.ts";
import { parseCalendar, parsePolicy } from "../../policy.ts";
import type { EntryAnswer, ThreadHeader } from "../../routes.ts";
import type { CaseState } from "../../state.ts";
import { rulesOfCase } from "../record/case-rules.ts";

/** An entry as this page could check it. `bad`: its signature or shape does not hold, and nothing in it is believed. */
export type ReadEntry =
  | { readonly bad: false; readonly entry: Entry; readonly envelope: Uint8Array | null; readonly tampered: boolean }
  | { readonly bad: true; readonly number: number };

/** A thread after everything that can be checked without opening it has been. */
export interface Thread {
  readonly header: ThreadHeader;
  readonly entries: readonly ReadEntry[];
  readonly state: CaseState | null;
  readonly differences: readonly Difference[];
  /** The chain of commitments leads to the head the server names, and begins with this receipt. */
  readonly chained: boolean;
  readonly witness: Witness;
}

export interface Reading {
  readonly header: ThreadHeader;
  readonly parts: readonly Uint8Array[];
  readonly trust: Trust;
  /** The receipt's public key, 32 bytes. */
  readonly auth: Uint8Array;
  readonly firstSalt: Uint8Array;
  /** Struck out in the report, where the receipt opens it. */
  readonly struck: readonly string[];
  readonly now: number;
}

/**
 * Checks a thread: chain, signatures, envelopes against the acts that name them, and the server's events against the rules.
 * Trusts the roster chain and the receipt, and the server for nothing. Never throws: what does not hold is said in the result.
 */
export function readThread(reading: Reading): Thread {
  const { header, trust, now } = reading;
  const entries = header.entries.map((answer, index) => readEntry(answer, index + 1, reading));
  const good = entries.flatMap((read) => (read.bad ? [] : [read.entry]));
  const newest = { policy: parsePolicy(JSON.parse(trust.policy)), calendar: parseCalendar(JSON.parse(trust.calendar)) };
  const { rules, signed } = rulesOfCase(good[0], header.rules, { roster: trust.roster, newest });
  const absences = notesIn(trust.roster, header.absences);
  const witness: Witness = {
    ...rules,
    membersAt: (instant) => activeMembers(trust.roster, instant),
    awayOn: (id, day) => unableOn(absences, id, day),
    struck: reading.struck,
    claimed: header.owed,
  };
  return {
    header,
    entries,
    state: replay(good, witness).state,
    differences: [...(signed ? [] : [{ code: "other-rules" } as const]), ...listen(good, { ...witness, now })],
    chained: isChained(reading) && header.case === caseName(reading.auth),
    witness,
  };
}

function readEntry({ text, part }: EntryAnswer, number: number, reading: Reading): ReadEntry {
  try {
    const entry = parseText(text, reading);
    const envelope = reading.parts[part] ?? null;
    const named = "envelope" in entry ? entry.envelope : null;
    const tampered = envelope !== null && toHex(sha256(envelope)) !== named;
    return { bad: false, entry, envelope, tampered };
  } catch (error) {
    const known = error instanceof SealError || error instanceof NoteError || error instanceof Refused;
    if (known || error instanceof SyntaxError) return { bad: true, number };
    throw error;
  }
}

function parseText(text: string, { trust, auth }: Reading): Entry {
  const said = JSON.parse(text.slice(0, text.indexOf("\n"))) as { readonly niuniu?: unknown; readonly by?: unknown };
  if (said.niuniu === "event v1") return parseEvent(JSON.parse(text));
  const by = typeof said.by === "string" ? said.by : "";
  const keys = by === REPORTER ? [auth] : keysOf(trust.roster, by);
  for (const key of keys) {
    try {
      return parseAct(readAct(text, { name: by, key }));
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  }
  throw new SealError("seal/bad-act", "nobody whom the statements name signed this");
}

function isChained({ header, firstSalt }: Reading): boolean {
  try {
    const entries = header.entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }));
    verifyChain(entries, fromHex(header.head));
    return header.entries[0]?.salt === toBase64(firstSalt);
  } catch (error) {
    if (error instanceof RecordError || error instanceof NoteError) return false;
    throw error;
  }
}

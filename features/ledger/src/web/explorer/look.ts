import { readVerifier } from "@niuniu/note";
import { roster as rosterRoute } from "@niuniu/people";
import { checkLeaf, RecordError } from "@niuniu/record";
import type { Roster } from "@niuniu/roster";
import { endOfSlot, trustIn, whyNot, type RecordView, type Trust } from "@niuniu/trust";
import { call, CallError, here } from "@niuniu/ui";
import { head as headRoute } from "@niuniu/wire/record";
import type { RosterAnswer } from "@niuniu/wire";

/** Where the record stands, as far as this page may believe it. */
export type Standing = Omit<RecordView, "root" | "statementAt" | "putBack">;

/** What is known about the record. Without a committee that can be believed, its key is only what the server says. */
export interface Look {
  readonly committee: "checked" | "none" | "broken" | "unrecorded";
  readonly roster: Roster | null;
  readonly zone: string;
  readonly first: string | null;
  /** Null for the few moments before the first entry is sealed. */
  readonly record: Standing | null;
}

/** Asks for committee and record and checks them. Throws CallError when nothing could be fetched. */
export async function lookAt(): Promise<Look> {
  const answer = await call(rosterRoute, undefined);
  const committee = await judged(answer);
  if (typeof committee !== "string") {
    const { roster, zone, first, record } = committee;
    return { committee: "checked", roster, zone, first, record };
  }
  return { committee, roster: null, zone: zoneIn(answer.calendar), first: null, record: await unvouched() };
}

async function judged(answer: RosterAnswer): Promise<Trust | "none" | "broken" | "unrecorded"> {
  if (answer.statements.length === 0) return "none";
  try {
    return await trustIn(answer, here);
  } catch (error) {
    const why = whyNot(error);
    if (why === null) throw error;
    return why;
  }
}

/** A milestone is made every five minutes. */
const OLDEST = 8 * 60_000;

/** The record under the key that the server itself names. Null where it has none, or none that holds together. */
async function unvouched(): Promise<Standing | null> {
  try {
    const head = await call(headRoute, undefined);
    const log = readVerifier(head.log);
    const { leaf, checkpoint: at, note: checkpoint } = checkLeaf(head.last, log);
    const until = leaf.kind === "slot" ? endOfSlot(leaf.slot) : 0;
    const stale = Date.now() - until > OLDEST;
    return { log, vkey: head.log, named: false, size: at.size, until, stale, checkpoint, witnesses: [] };
  } catch (error) {
    if (error instanceof RecordError || (error instanceof CallError && error.code === "host/record-empty")) return null;
    throw error;
  }
}

function zoneIn(calendar: string): string {
  try {
    return (JSON.parse(calendar) as { readonly offset: string }).offset;
  } catch {
    return "+00:00";
  }
}

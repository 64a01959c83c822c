import { readVerifier, type Verifier } from "@niuniu/note";
import { roster as rosterRoute } from "@niuniu/people";
import { checkLeaf, RecordError, SLOT } from "@niuniu/record";
import type { Roster } from "@niuniu/roster";
import { call, CallError } from "@niuniu/ui";
import { head as headRoute } from "@niuniu/wire/record";
import type { RosterAnswer } from "@niuniu/wire";

/** Where the record stands, as far as this page may believe it. Instants are ms since epoch. */
export interface Standing {
  readonly log: Verifier;
  /** The log's key as C2SP writes it. */
  readonly vkey: string;
  /** The committee's newest statement names the key; else it is taken as the server gives it. */
  readonly named: boolean;
  readonly size: number;
  /** End of the newest sealed slot. */
  readonly until: number;
  /** By this device's clock it should have grown since. */
  readonly stale: boolean;
  /** The newest milestone as a signed note, with the witnesses' lines. */
  readonly checkpoint: string;
  /** The witnesses as the committee names them. */
  readonly witnesses: readonly string[];
}

/** The committee and the record, checked against each other. */
interface Trusted {
  readonly roster: Roster;
  /** The zone of the committee's calendar, such as "+08:00". */
  readonly zone: string;
  /** Hash of statement 1, hex. */
  readonly first: string;
  readonly record: Standing;
}

/** How the committee and the record are checked: what the reporter's page does. */
export interface Judge {
  readonly trustIn: (answer: RosterAnswer) => Promise<Trusted>;
  /** What a failure means: the statements do not hold, or are not in the record; null: nothing was learned. */
  readonly whyNot: (error: unknown) => "broken" | "unrecorded" | null;
}

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
export async function lookAt(judge: Judge): Promise<Look> {
  const answer = await call(rosterRoute, undefined);
  const committee = await judged(judge, answer);
  if (typeof committee !== "string") {
    const { roster, zone, first, record } = committee;
    return { committee: "checked", roster, zone, first, record };
  }
  return { committee, roster: null, zone: zoneIn(answer.calendar), first: null, record: await unvouched() };
}

async function judged(judge: Judge, answer: RosterAnswer): Promise<Trusted | "none" | "broken" | "unrecorded"> {
  if (answer.statements.length === 0) return "none";
  try {
    return await judge.trustIn(answer);
  } catch (error) {
    const why = judge.whyNot(error);
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
    const until = leaf.kind === "slot" ? (leaf.slot + 1) * SLOT : 0;
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

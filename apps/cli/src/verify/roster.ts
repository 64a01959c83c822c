import { fromBase64, NoteError, splitNote, type Verifier } from "@niuniu/note";
import { openTombstone, RecordError } from "@niuniu/record";
import { checkChain, RosterError, type Roster } from "@niuniu/roster";
import { HostLied, type Evidence } from "../trouble.ts";
import { hashOf, type Facts } from "./facts.ts";
import type { Served } from "./json.ts";
import { verifySignature } from "./signature.ts";

/** Everything about the served chain, as files to show. */
function rosterEvidence({ statements, policy, calendar }: Served): Evidence {
  const notes = statements.map((note, at) => [`statement-${at + 1}.txt`, note] as const);
  return { ...Object.fromEntries(notes), "policy.json": policy, "calendar.json": calendar };
}

/** Checks the chain by its own rules. What somebody else signed, and what was left out, is for the record to show. */
export function openRoster(served: Served, before: readonly string[]): Roster {
  if (served.statements.length === 0 && before.length > 0)
    throw new HostLied("lie.roster-stale", { number: before.length });
  try {
    return checkChain(served.statements, { verify: verifySignature });
  } catch (cause) {
    if (!(cause instanceof RosterError)) throw cause;
    throw new HostLied("lie.roster-chain", { rule: cause.code }, rosterEvidence(served));
  }
}

/** A chain may only grow: what was the first and the newest statement before is still in its place. */
export function checkGrown(before: readonly string[], roster: Roster, served: Served): void {
  const at = before.findIndex((hash, place) => roster.hashes[place] !== hash);
  if (at < 0) return;
  const evidence = { ...rosterEvidence(served), "remembered.txt": before.map((hash) => `${hash}\n`).join("") };
  if (at === 0) throw new HostLied("lie.roster-first", {}, evidence);
  const hidden = roster.hashes.length < before.length;
  throw new HostLied(hidden ? "lie.roster-stale" : "lie.roster-replaced", { number: at + 1 }, evidence);
}

/** The rules in force are the ones that the newest statement names. */
export function checkRules(roster: Roster, served: Served): void {
  for (const what of ["policy", "calendar"] as const) {
    if (hashOf(served[what]) !== roster.newest[what]) {
      throw new HostLied(`lie.${what}`, { number: roster.newest.number }, rosterEvidence(served));
    }
  }
}

/** The statements served are exactly those in the record, signatures included. "behind": the record has more. */
export function checkRecorded(served: Served, facts: Facts): "same" | "record-behind" | "served-behind" {
  const hashes = served.statements.map(hashOf);
  const shared = Math.min(hashes.length, facts.statements.length);
  const at = hashes.slice(0, shared).findIndex((hash, place) => facts.statements[place] !== hash);
  if (at >= 0) throw new HostLied("lie.roster-not-in-record", { number: at + 1 }, rosterEvidence(served));
  if (hashes.length > shared) return "record-behind";
  return facts.statements.length > shared ? "served-behind" : "same";
}

/** A day begins 14 hours before UTC's where it comes first, and ends 12 hours after it where it goes last. */
const [FIRST, LAST] = [14 * 3_600_000, 36 * 3_600_000];

/** Members of every statement that held at some moment of a day ("YYYY-MM-DD"), wherever the organisation is. */
function inOffice(roster: Roster, day: string): readonly Verifier[] {
  const begins = Date.parse(`${day}T00:00:00.000Z`);
  const from = (at: number): number => Date.parse(roster.statements[at]?.effective ?? "9999-12-31T00:00:00.000Z");
  const holding = roster.statements.filter((_, at) => from(at) < begins + LAST && from(at + 1) >= begins - FIRST);
  return holding.flatMap(({ members }) => members.map(({ id, key }) => ({ name: id, key: fromBase64(key) })));
}

function dateIn(note: string): string {
  try {
    const parsed: unknown = JSON.parse(splitNote(note).text);
    const date = typeof parsed === "object" && parsed !== null && "date" in parsed ? parsed.date : "";
    return typeof date === "string" ? date : "";
  } catch (cause) {
    if (cause instanceof NoteError || cause instanceof SyntaxError) return "";
    throw cause;
  }
}

/** A note in place of a text must be signed by a member who was in office on its day, for this entry of this log. */
export function checkTombstone(note: string, index: number, origin: string, roster: Roster): void {
  const evidence = { "tombstone.txt": note };
  try {
    const stone = openTombstone(note, inOffice(roster, dateIn(note)), verifySignature);
    if (stone.index === index && stone.origin === origin) return;
  } catch (cause) {
    if (!(cause instanceof RecordError)) throw cause;
    throw new HostLied("lie.tombstone", { index }, evidence);
  }
  throw new HostLied("lie.tombstone", { index }, evidence);
}

/**
 * A text may be missing only where a member in office signed for it in public, or where the loss was published. Gives how
 * many are lost by the host's word alone.
 */
export function checkBuried(facts: Facts, origin: string, roster: Roster): number {
  let lost = 0;
  for (const { index, note } of facts.buried) {
    if (note === null) {
      if (!facts.lost.includes(index)) throw new HostLied("lie.text-missing", { index });
      lost++;
      continue;
    }
    checkTombstone(note, index, origin, roster);
    if (!facts.tombstones.includes(hashOf(note))) {
      throw new HostLied("lie.tombstone-unpublished", { index }, { "tombstone.txt": note });
    }
  }
  return lost;
}

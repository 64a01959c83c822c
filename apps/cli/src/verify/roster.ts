import type { KeysOn, Verify } from "@niuniu/note";
import { openTombstone, RecordError } from "@niuniu/record";
import { checkChain, RosterError, type Roster } from "@niuniu/roster";
import { HostLied, type Evidence } from "../trouble.ts";
import { hashOf, type Facts } from "./facts.ts";
import type { Served } from "./json.ts";
import { explained, type Explained, type Said } from "./put-back.ts";
import { verifySignature } from "./signature.ts";
import type { Remembered } from "./state.ts";

/** Everything about the served chain, as files to show. */
function rosterEvidence({ statements, policy, calendar }: Served): Evidence {
  const notes = statements.map((note, at) => [`statement-${at + 1}.txt`, note] as const);
  return { ...Object.fromEntries(notes), "policy.json": policy, "calendar.json": calendar };
}

/** Checks the chain by its own rules. What somebody else signed, and what was left out, is for the record to show. */
export function openRoster(served: Served, before: readonly string[], check: () => void): Roster {
  if (served.statements.length === 0 && before.length > 0)
    throw new HostLied("lie.roster-stale", { number: before.length });
  try {
    // A chain of a thousand statements that each name new members takes long, and is checked in one go.
    const verify: Verify = (...signed) => (check(), verifySignature(...signed));
    return checkChain(served.statements, { verify });
  } catch (cause) {
    if (!(cause instanceof RosterError)) throw cause;
    throw new HostLied("lie.roster-chain", { rule: cause.code }, rosterEvidence(served));
  }
}

/**
 * A chain may only grow: what was the first and the newest statement before is still in its place, unless the server was
 * put back from a copy that held no more. Then the word for it, else null.
 */
export function checkGrown(
  remembered: Pick<Remembered, "roster" | "facts"> | null,
  roster: Roster,
  served: Served,
  { said, now }: { readonly said: readonly Said[]; readonly now: number },
): (Explained & { readonly number: number }) | null {
  const before = remembered?.roster ?? [];
  const at = before.findIndex((hash, place) => roster.hashes[place] !== hash);
  if (at < 0) return null;
  const why = explained(said, roster, { at, seen: remembered?.facts ?? null, now });
  if (why !== null) return { ...why, number: at + 1 };
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

/** A note in place of a text must be signed by a member who was in office on its day, for this entry of this log. */
export function checkTombstone(note: string, index: number, origin: string, office: KeysOn): void {
  const evidence = { "tombstone.txt": note };
  try {
    const stone = openTombstone(note, office, verifySignature);
    if (stone.index === index && stone.origin === origin) return;
  } catch (cause) {
    if (!(cause instanceof RecordError)) throw cause;
    throw new HostLied("lie.tombstone", { index }, evidence);
  }
  throw new HostLied("lie.tombstone", { index }, evidence);
}

/**
 * A text may be missing only where a member in office signed for it in public, or where the loss was published. Gives how
 * many are lost by the host's word alone. `check` is asked before each: they may be many.
 */
export function checkBuried(facts: Facts, origin: string, office: KeysOn, check: () => void): number {
  const [published, known] = [new Set(facts.tombstones), new Set(facts.lost)];
  let lost = 0;
  for (const { index, note } of facts.buried) {
    check();
    if (note === null) {
      if (!known.has(index)) throw new HostLied("lie.text-missing", { index });
      lost++;
      continue;
    }
    checkTombstone(note, index, origin, office);
    if (!published.has(hashOf(note))) {
      throw new HostLied("lie.tombstone-unpublished", { index }, { "tombstone.txt": note });
    }
  }
  return lost;
}

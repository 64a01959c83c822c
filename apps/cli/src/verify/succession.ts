import { readVerifier, type Verifier } from "@niuniu/note";
import { openCheckpoint, RecordError, type Checkpoint, type Witness } from "@niuniu/record";
import type { Roster } from "@niuniu/roster";
import { CannotCheck, HostLied, type Evidence } from "../trouble.ts";
import type { Head } from "./json.ts";
import { bothKeys, sameBytes, type Opened } from "./record-check.ts";
import { verifySignature } from "./signature.ts";
import type { Reached, Remembered } from "./state.ts";
import { cosignersOf, witnessesOf } from "./witnesses.ts";

/** The end of the old log as the new one names it, and what shows it. */
interface Named extends Opened {
  readonly evidence: Evidence;
}

/** More witnesses than a committee has had in its life; each costs a millisecond to read. */
const MOST_WITNESSES = 1_000;

/** Everybody whom any statement of the committee has ever named as a witness, each once, those of the newest first. */
export function everyWitness(roster: Roster | null): readonly Witness[] {
  const named = new Set((roster?.statements ?? []).toReversed().flatMap(({ witnesses }) => witnesses));
  return witnessesOf({ witnesses: [...named].slice(0, MOST_WITNESSES) });
}

/** The newest checkpoint of a log that a witness has signed, to remember: this one if one has, else the one before. */
export function witnessedOf(
  { note, log }: Pick<Opened, "note" | "log">,
  witnesses: readonly Witness[],
  before: Remembered | null,
): Pick<Remembered, "witnessed"> {
  if (cosignersOf([note], witnesses).length > 0) return { witnessed: note };
  const same = before?.witnessed !== undefined && readVerifier(before.log).name === log.name;
  return same ? { witnessed: before.witnessed } : {};
}

function openNamed(note: string, log: Verifier): Checkpoint | null {
  try {
    return openCheckpoint(note, log, verifySignature);
  } catch (cause) {
    if (cause instanceof RecordError) return null;
    throw cause;
  }
}

/** The witnesses that have signed both: each of them has checked that the one continues the other. */
function signedBoth(one: string, other: string, witnesses: readonly Witness[]): readonly string[] {
  const [first, second] = [one, other].map((note) => cosignersOf([note], witnesses).map(({ name }) => name));
  return (first ?? []).filter((name) => second?.includes(name) === true);
}

/** What the entry names as the end of the old log, which must have signed it. */
function namedEnd({ facts: { succession } }: Reached, head: Head, before: Remembered): Named {
  const log = readVerifier(before.log);
  const note = succession?.origin === log.name ? succession.checkpoint : "";
  const checkpoint = openNamed(note, log);
  if (checkpoint === null) throw new HostLied("lie.log-key", {}, bothKeys(head, before));
  const { witnessed } = before;
  const both = { ...bothKeys(head, before), "checkpoint-named.txt": note };
  const evidence = witnessed === undefined ? both : { ...both, "checkpoint-witnessed.txt": witnessed };
  return { log, note, checkpoint, evidence };
}

/** It must not be shorter than witnesses had signed, nor another than was seen. */
function checkWitnessed({ log, checkpoint: { size, root }, evidence }: Named, before: Remembered): void {
  const known = [before.witnessed ?? before.checkpoint, before.checkpoint].map((note) =>
    openCheckpoint(note, log, verifySignature),
  );
  for (const old of known) {
    if (old.size === size && !sameBytes(old.root, root)) throw new HostLied("lie.succession-fork", { size }, evidence);
  }
  const signed = before.witnessed === undefined ? 0 : (known[0]?.size ?? 0);
  if (size < signed) throw new HostLied("lie.succession-short", { size, before: signed }, evidence);
}

/**
 * A log under another name must begin by naming the one before, no other and no shorter than witnesses had signed it.
 * Where it names less than this verifier alone had seen, nobody can tell whether the rest was lost or hidden; where it
 * names more, only a witness that signed both can say that it continues: else it is a CannotCheck. Gives the names of such
 * witnesses, none where exactly what was seen is named.
 */
export function checkSuccession(
  reached: Reached,
  head: Head,
  { before, witnesses }: { readonly before: Remembered; readonly witnesses: readonly Witness[] },
): readonly string[] {
  const named = namedEnd(reached, head, before);
  checkWitnessed(named, before);
  const seen = openCheckpoint(before.checkpoint, named.log, verifySignature);
  const sizes = { size: named.checkpoint.size, before: seen.size };
  if (sizes.size < sizes.before) throw new CannotCheck("unchecked.succession-short", sizes, named.evidence);
  if (sizes.size === sizes.before) return [];
  const names = signedBoth(before.checkpoint, named.note, witnesses);
  if (names.length === 0) throw new CannotCheck("unchecked.succession", sizes, named.evidence);
  return names;
}

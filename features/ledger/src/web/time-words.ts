import { cosignatures, readWitness, RecordError, type Witness } from "@niuniu/record";
import { t } from "@niuniu/ui";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far a witness's clock may run ahead of this device's: a time beyond that says nothing of when. */
const AHEAD = 10 * MINUTE;

/** A length of time (ms) in the one unit that says it: "12 minutes". */
export function lengthWords(long: number): string {
  if (long < MINUTE) return t("ledger.time.seconds", { n: Math.round(long / 1_000) });
  if (long < 2 * HOUR) return t("ledger.time.minutes", { n: Math.round(long / MINUTE) });
  return long < 2 * DAY
    ? t("ledger.time.hours", { n: Math.round(long / HOUR) })
    : t("ledger.time.days", { n: Math.round(long / DAY) });
}

/**
 * Who outside has seen a state of the record, and how long ago; or plainly that nobody has. A line forged in a witness's
 * name is said as such; one dated to a time that has not come counts for nothing.
 */
export function witnessWords(
  of: { readonly checkpoint: string; readonly witnesses: readonly string[] },
  now: number,
): string {
  if (of.witnesses.length === 0) return t("ledger.witness.nobody");
  const signed = witnessedBy(of.checkpoint, of.witnesses);
  if (signed === null) return t("ledger.witness.forged");
  const witnessed = signed.filter(({ time }) => time * 1_000 <= now + AHEAD);
  if (witnessed.length === 0) return t("ledger.witness.not-yet");
  const names = witnessed.map(({ name }) => name).join(t("ledger.comma"));
  const past = Math.max(0, now - Math.max(...witnessed.map(({ time }) => time * 1_000)));
  return past < MINUTE
    ? t("ledger.witness.just-now", { names })
    : t("ledger.witness.by", { names, long: lengthWords(past) });
}

/** Who has cosigned a checkpoint; null where a line in a witness's name is not theirs. */
function witnessedBy(note: string, witnesses: readonly string[]): ReturnType<typeof cosignatures> | null {
  try {
    return cosignatures(note, witnesses.flatMap(readable));
  } catch (error) {
    if (error instanceof RecordError) return null;
    throw error;
  }
}

/** A witness the committee misspelt can sign nothing. */
function readable(line: string): readonly Witness[] {
  try {
    return [readWitness(line)];
  } catch {
    return [];
  }
}

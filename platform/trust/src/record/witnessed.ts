import { cosignatures, readWitness, type Witness } from "@niuniu/record";

/** Somebody outside who has signed that they saw this state of the record follow from all they saw before. */
export interface Witnessed {
  readonly name: string;
  /** By the witness's own clock, ms since epoch. */
  readonly time: number;
}

/** Which witnesses named by the statement have signed this checkpoint. A forged line by one of them is RecordError "record/bad-cosignature". */
export function witnessedBy(note: string, witnesses: readonly string[]): readonly Witnessed[] {
  return cosignatures(note, witnesses.flatMap(readable)).map(({ name, time }) => ({ name, time: time * 1_000 }));
}

/** A witness the committee misspelt can sign nothing; that must not keep anybody from reporting. */
function readable(witness: string): readonly Witness[] {
  try {
    return [readWitness(witness)];
  } catch {
    return [];
  }
}

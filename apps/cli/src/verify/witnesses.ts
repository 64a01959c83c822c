import { cosignatures, readWitness, RecordError, type Cosigned, type Witness } from "@niuniu/record";
import type { Statement } from "@niuniu/roster";
import { HostLied } from "../trouble.ts";
import { verifySignature } from "./signature.ts";

/** The witnesses a statement names. One that does not read vouches for nothing. */
export function witnessesOf({ witnesses }: Pick<Statement, "witnesses">): readonly Witness[] {
  return witnesses.flatMap((text) => {
    try {
      return [readWitness(text)];
    } catch (cause) {
      if (cause instanceof RecordError) return [];
      throw cause;
    }
  });
}

/** Distinct witnesses that signed one of these checkpoints, each with its latest time, newest first. */
export function cosignersOf(notes: readonly string[], witnesses: readonly Witness[]): readonly Cosigned[] {
  const latest = new Map<string, number>();
  for (const note of notes) {
    for (const { name, time } of readCosignatures(note, witnesses)) {
      latest.set(name, Math.max(time, latest.get(name) ?? 0));
    }
  }
  return [...latest].map(([name, time]) => ({ name, time })).sort((a, b) => b.time - a.time);
}

function readCosignatures(note: string, witnesses: readonly Witness[]): readonly Cosigned[] {
  try {
    return cosignatures(note, witnesses, verifySignature);
  } catch (cause) {
    if (!(cause instanceof RecordError)) throw cause;
    throw new HostLied("lie.witness", {}, { "checkpoint.txt": note });
  }
}

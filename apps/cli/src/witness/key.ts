import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fromBase64, NoteError, publicKey, toBase64, type Seed } from "@niuniu/note";
import { RecordError, writeWitness } from "@niuniu/record";
import { createDurably, readIfThere } from "../durable.ts";
import { CannotCheck } from "../trouble.ts";
import { parseFields } from "../verify/json.ts";

/** A witness's own key. */
export interface WitnessKey {
  readonly name: string;
  readonly seed: Seed;
}

function read(bytes: Uint8Array): WitnessKey | null {
  const { niuniu, name, seed } = parseFields(Buffer.from(bytes).toString("utf8")) ?? {};
  if (niuniu !== "witness key v1" || typeof name !== "string" || typeof seed !== "string") return null;
  try {
    const key = { name, seed: fromBase64(seed) };
    return key.seed.length === 32 ? key : null;
  } catch (cause) {
    if (cause instanceof NoteError) return null;
    throw cause;
  }
}

/** The witness as a statement names it, with the address under which others reach it. A name or address that cannot stand there is a CannotCheck. */
export function lineOf({ name, seed }: WitnessKey, url: string | null): string {
  try {
    return writeWitness({ name, key: publicKey(seed), url });
  } catch (cause) {
    if (cause instanceof RecordError || cause instanceof NoteError) throw new CannotCheck("arguments.name");
    throw cause;
  }
}

/** The key that a witness has kept in a folder. CannotCheck where there is none: who is no witness has nothing to sign with. */
export async function keyKept(folder: string): Promise<WitnessKey> {
  const file = join(folder, "key.json");
  const kept = await readIfThere(file);
  if (kept === null) throw new CannotCheck("alarm.no-key", { file });
  const key = read(kept);
  if (key === null) throw new CannotCheck("witness.damaged", { file });
  return key;
}

/** The key kept in a folder; the first time, a new one that only the owner of the folder can read. */
export async function keyIn(folder: string, name: string): Promise<WitnessKey> {
  const file = join(folder, "key.json");
  const fresh = { name, seed: randomBytes(32) };
  lineOf(fresh, null);
  const text = JSON.stringify({ niuniu: "witness key v1", name, seed: toBase64(fresh.seed) });
  const kept =
    (await readIfThere(file)) ?? ((await createDurably(file, `${text}\n`, 0o600)) ? null : await readIfThere(file));
  if (kept === null) return fresh;
  const key = read(kept);
  if (key === null) throw new CannotCheck("witness.damaged", { file });
  return key;
}

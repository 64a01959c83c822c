import { readVerifier, toBase64, type Verifier } from "@niuniu/note";
import { openCheckpoint, publicCommitment, readLeaf, RecordError, type Checkpoint, type Leaf } from "@niuniu/record";
import type { Source } from "../source.ts";
import { HostLied, type Evidence } from "../trouble.ts";
import { FactWatch } from "./facts.ts";
import { hash } from "./hashing.ts";
import type { Head } from "./json.ts";
import { LeafWatch } from "./leaves.ts";
import { verifySignature } from "./signature.ts";
import { NOTHING, type Reached, type Remembered } from "./state.ts";
import { Texts } from "./texts.ts";
import { checkContinues, walk, type Placed } from "./tree.ts";

/** A checkpoint whose signature by the log's key is good. */
export interface Opened {
  readonly log: Verifier;
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

export function openLog(log: string, note: string): Opened {
  const evidence: Evidence = { "log-key.txt": `${log}\n`, "checkpoint.txt": note };
  try {
    const verifier = readVerifier(log);
    return { log: verifier, note, checkpoint: openCheckpoint(note, verifier, verifySignature) };
  } catch {
    throw new HostLied("lie.checkpoint", {}, evidence);
  }
}

/** The key this log is known by. Another name may follow a lost log (and must then say so); another key never. */
export function checkKey(head: Head, before: Remembered | null): "known" | "new" | "successor" {
  if (before === null) return "new";
  if (before.log === head.log) return "known";
  const [name] = head.log.split("+");
  if (name !== before.log.split("+")[0]) return "successor";
  throw new HostLied("lie.log-key", {}, bothKeys(head, before));
}

/** Both keys, and what was signed with each. */
export function bothKeys(head: Head, before: Remembered): Evidence {
  return {
    "log-key-before.txt": `${before.log}\n`,
    "log-key-now.txt": `${head.log}\n`,
    "checkpoint-before.txt": before.checkpoint,
    "head-now.json": JSON.stringify(head, null, 2),
  };
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Size and root against what was remembered, as far as they can be compared without reading on. */
export function checkNotBack(now: Opened, before: Remembered): void {
  const old = openCheckpoint(before.checkpoint, now.log, verifySignature);
  const evidence = { "checkpoint-before.txt": before.checkpoint, "checkpoint-now.txt": now.note };
  const { size, root } = now.checkpoint;
  if (size < old.size) throw new HostLied("lie.rollback", { size, before: old.size }, evidence);
  if (size === old.size && !sameBytes(root, old.root)) throw new HostLied("lie.fork", { size }, evidence);
}

/** Two signed checkpoints must be two moments of one log, in whichever order they were fetched. */
export async function checkOneLog(source: Source, first: Opened, second: Opened): Promise<void> {
  const [older, newer] = first.checkpoint.size <= second.checkpoint.size ? [first, second] : [second, first];
  try {
    await checkContinues(source, older.checkpoint, newer.checkpoint);
  } catch (cause) {
    if (!(cause instanceof RecordError)) throw cause;
    const evidence = { "checkpoint-before.txt": older.note, "checkpoint-now.txt": newer.note };
    throw new HostLied("lie.fork", { size: older.checkpoint.size }, evidence);
  }
}

/** The slot of a slot leaf, else null. All but a few entries are one: only what is needed of it is read. */
function slotOfLeaf({ bundle, from, end }: Placed): number | null {
  if (bundle[from] !== 1 || end - from !== 41) return null;
  let slot = 0;
  for (let at = from + 1; at < from + 9; at++) slot = slot * 256 + (bundle[at] ?? 0);
  return Number.isSafeInteger(slot) ? slot : null;
}

function leafAt({ bundle, from, end }: Placed, index: number): Leaf {
  const entry = bundle.subarray(from, end);
  try {
    return readLeaf(entry);
  } catch (cause) {
    if (cause instanceof RecordError) throw new HostLied("lie.leaf", { index }, { "entry.bin": entry });
    throw cause;
  }
}

/** Checks every entry from where the last run ended: tree, tiles, order of leaves, and the public texts. */
export async function readOn(source: Source, opened: Opened, from: Reached, now: number): Promise<Reached> {
  const { size, root } = opened.checkpoint;
  source.check(size - from.edge.size);
  const leaves = new LeafWatch(from.leaves);
  const texts = new Texts(source, from.page, from.edge.size);
  const seen = [...from.texts];
  const facts = new FactWatch(from.facts);
  const publicText = async (commitment: Uint8Array, index: number): Promise<void> => {
    const entry = await texts.next();
    if (entry?.index !== index) throw new HostLied("lie.text-missing", { index });
    if (entry.text !== null && !sameBytes(publicCommitment(entry.salt, entry.text, hash), commitment)) {
      throw new HostLied("lie.text", { index }, { "text.txt": entry.text, "salt.bin": entry.salt });
    }
    seen.push([index, toBase64(commitment)]);
    const away = facts.take(entry, now, leaves.lastSlot);
    if (away !== null) leaves.explain(away);
  };
  const edge = await walk(source, { edge: from.edge, size, root }, (entry, index) => {
    const slot = slotOfLeaf(entry);
    if (slot !== null) {
      leaves.slot(slot, index);
      return undefined;
    }
    const leaf = leafAt(entry, index);
    if (leaf.kind === "public") return publicText(leaf.commitment, index);
    leaves.take(leaf, index);
    return undefined;
  });
  return { edge, leaves: leaves.order, facts: facts.facts, page: texts.page, texts: seen };
}

/** Where to go on: where the last run ended, or at the beginning. */
export function startOf(before: Remembered | null, key: "known" | "new" | "successor", full: boolean): Reached {
  return before === null || full || key !== "known" ? NOTHING : before;
}

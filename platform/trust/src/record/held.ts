import { fromBase64, NoteError, splitNote, toBase64 } from "@niuniu/note";
import { checkInclusion, leafHash, publicCommitment, readLeaf, readPublic, RecordError } from "@niuniu/record";
import type { Held } from "@niuniu/roster";
import { CallError, type Ask } from "@niuniu/wire";
import { below, entries, type Entry, type LeafShown } from "@niuniu/wire/record";
import { endOfSlot, type RecordView } from "./view.ts";

/** What a page asks of the record to learn since when it holds something; both answer what anybody is told. */
export interface AskRecord {
  readonly entries: (after: number) => Promise<{ readonly entries: readonly Entry[]; readonly more: boolean }>;
  readonly below: (index: number, size: number) => Promise<{ readonly leaves: readonly LeafShown[] }>;
}

/** This server's own record. */
export const recordOf = (ask: Ask): AskRecord => ({
  entries: (after) => ask(entries, undefined, { parameters: { after } }),
  below: (index, size) => ask(below, undefined, { parameters: { index, size } }),
});

/**
 * Since when the record holds what stands at an index: the slot below it, and the word of having been put back between the
 * two, each proven under this root, as the command line reads them. What a host says of its absences is not asked: those
 * below that slot excuse nothing, and those above it need no excuse. Null where the server does not prove it,
 * asked twice. Throws CallError where nobody answers.
 */
export async function heldIn(
  index: number,
  view: Pick<RecordView, "size" | "root">,
  ask: AskRecord,
): Promise<Held | null> {
  // Whatever stands between may spoil an answer once.
  return (await provenAt(index, view, ask)) ?? provenAt(index, view, ask);
}

async function provenAt(
  index: number,
  { size, root }: Pick<RecordView, "size" | "root">,
  ask: AskRecord,
): Promise<Held | null> {
  try {
    const between = new Map<number, string>();
    const { leaves } = await ask.below(index, size);
    for (const [back, { leaf: shown, hashes }] of leaves.entries()) {
      const [at, bytes] = [index - 1 - back, fromBase64(shown)];
      const proof = hashes.map((hash) => fromBase64(hash));
      checkInclusion({ size, root: fromBase64(root), index: at, leaf: leafHash(bytes), proof });
      const leaf = readLeaf(bytes);
      if (leaf.kind === "public") between.set(at, toBase64(leaf.commitment));
      if (leaf.kind !== "slot") continue;
      return { index, since: endOfSlot(leaf.slot), putBack: await putBackIn(between, at, ask) };
    }
    return null;
  } catch (error) {
    // Nothing was learned where nobody answers, or not now; what is refused or does not hold excuses nothing.
    const unheld = error instanceof RecordError || error instanceof NoteError || error instanceof SyntaxError;
    if (!unheld && !(error instanceof CallError && error.status > 0 && error.status < 500)) throw error;
    return null;
  }
}

/** When the server was put back, by the newest word of it among these commitments, which follow upon a slot. */
async function putBackIn(between: ReadonlyMap<number, string>, slotAt: number, ask: AskRecord): Promise<number | null> {
  if (between.size === 0) return null;
  let putBack: number | null = null;
  for (let after = slotAt, left = between.size; left > 0; left--) {
    const { entries: page, more } = await ask.entries(after);
    for (const { index, salt, text } of page) {
      if (text === null || between.get(index) !== toBase64(publicCommitment(fromBase64(salt), text))) continue;
      const { kind, body } = readPublic(text);
      if (kind === "put-back") putBack = momentIn(body);
    }
    const last = page.at(-1)?.index ?? Infinity;
    if (!more || last <= after || last >= slotAt + 1 + between.size) break;
    after = last;
  }
  return putBack;
}

const momentIn = (note: string): number => Date.parse((JSON.parse(splitNote(note).text) as { readonly at: string }).at);

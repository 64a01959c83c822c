import { toBase64 } from "@niuniu/note";
import { compareMarks, type AskBetween, type RecordView } from "@niuniu/trust";
import type { Acknowledged } from "./acknowledged.ts";
import { readProof, sealedBy } from "./promised.ts";

/** What a proof of a sent report shows: sealed since `at` (ms since epoch), in another record, or in one that was not compared. */
export type SealedUnder =
  | { readonly state: "sealed"; readonly at: number; readonly proof: string }
  | { readonly state: "contradicts"; readonly proof: string }
  | { readonly state: "uncompared"; readonly proof: string };

/**
 * Checks a proof of what was acknowledged, and that its checkpoint is one record with the head this page has checked,
 * which is the same for everyone in those five minutes: a log can sign a checkpoint for one person alone. Trusts
 * the log's key; RecordError or NoteError for a proof that does not hold by itself.
 */
export async function sealedUnder(
  proof: string,
  { commitment, slot }: Pick<Acknowledged, "commitment" | "slot">,
  { record, ask }: { readonly record: RecordView; readonly ask: AskBetween },
): Promise<SealedUnder> {
  const entered = readProof(proof, commitment, record.log, slot);
  const { size, root } = entered.checkpoint;
  const { finding } = await compareMarks(
    [
      { from: "record", size: record.size, root: record.root, note: record.checkpoint },
      { from: "record", size, root: toBase64(root), note: entered.note },
    ],
    ask,
  );
  if (finding === null) return { state: "sealed", at: sealedBy(entered), proof };
  return { state: finding.code === "uncompared" ? "uncompared" : "contradicts", proof };
}

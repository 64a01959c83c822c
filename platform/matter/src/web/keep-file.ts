import type { RecordView } from "@niuniu/trust";
import type { Recorded } from "../thread.ts";
import type { Saved } from "./saved.ts";

/**
 * What a file saved now proves: everything up to the newest step that the log has promised or proven. Null where it has
 * done neither.
 */
export function keptUpTo(
  { case: name, entries, proofs, promises }: Recorded & { readonly case: string },
  { vkey, checkpoint }: Pick<RecordView, "vkey" | "checkpoint">,
): Saved | null {
  const newest = Math.max(0, ...[...proofs, ...promises].map(({ number }) => number));
  if (newest === 0 || newest > entries.length) return null;
  return {
    case: name,
    entries: entries.slice(0, newest).map(({ text, salt }) => ({ text, salt })),
    promise: promises.find(({ number }) => number === newest)?.promise ?? "",
    proof: proofs.find(({ number }) => number === newest)?.proof ?? null,
    log: vkey,
    checkpoint,
  };
}

import type { Shelf } from "../draft.ts";
import { compareMilestone, pinnedMilestone } from "../pin.ts";
import type { Exhibit, Finding } from "./findings.ts";
import { compareMarks, exhibitOf, type AskBetween, type Mark } from "./marks.ts";
import type { RecordView } from "./view.ts";
import { witnessedBy, type Witnessed } from "./witnessed.ts";

/** What a device finds when it compares the record with what it remembers. `keep`: the new milestone may be remembered. */
export interface Watched {
  readonly finding: Finding | null;
  readonly exhibits: readonly Exhibit[];
  readonly keep: boolean;
  /** Who outside has signed the newest milestone. */
  readonly witnessed: readonly Witnessed[];
}

/**
 * Compares the checked record with what this device remembers, asking for the hashes in between. For the public page
 * and the desk only: to ask is to tell, to five minutes, when this device was here last. Remembers nothing itself.
 */
export async function watchRecord(shelf: Shelf, view: RecordView, ask: AskBetween): Promise<Watched> {
  const compared = await compareRecord(shelf, view, ask);
  try {
    return { ...compared, witnessed: witnessedBy(view.checkpoint, view.witnesses) };
  } catch {
    const exhibits = [...compared.exhibits, { title: "checkpoint from the server now", text: view.checkpoint }];
    return { finding: compared.finding ?? { code: "forged-witness" }, exhibits, keep: false, witnessed: [] };
  }
}

async function compareRecord(shelf: Shelf, view: RecordView, ask: AskBetween): Promise<Omit<Watched, "witnessed">> {
  const now: Mark = { from: "record", size: view.size, root: view.root, note: view.checkpoint };
  const grown = compareMilestone(shelf, { ...now, named: view.named });
  if (grown === "new" || grown === "same") return { finding: null, exhibits: [], keep: true };
  const kept = pinnedMilestone(shelf);
  if (kept === null) return { finding: null, exhibits: [], keep: true };
  const then: Mark = { ...kept, from: "device" };
  if (grown !== "later") {
    return { finding: { code: grown, against: "device" }, exhibits: [then, now].map(exhibitOf), keep: false };
  }
  const { finding, exhibits, whole } = await compareMarks([then, now], ask);
  return { finding, exhibits, keep: whole };
}

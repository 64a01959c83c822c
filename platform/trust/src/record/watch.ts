import { compareMilestone, pinnedMilestone, type Grown, type Shelf } from "../pin.ts";
import type { Exhibit, Finding } from "./findings.ts";
import { compareMarks, exhibitOf, type AskBetween, type Mark } from "./marks.ts";
import { keepable, pinnedEarlier } from "./pinning.ts";
import type { RecordView } from "./view.ts";
import { witnessedBy, type Witnessed } from "./witnessed.ts";

/** What a device finds when it compares the record with what it remembers. `keep`: the new milestone may be remembered. */
export interface Watched {
  readonly finding: Finding | null;
  readonly exhibits: readonly Exhibit[];
  readonly keep: boolean;
  /** What it keeps of records that were given up before this one. */
  readonly earlier: readonly Exhibit[];
  /** Who outside has signed the newest milestone. */
  readonly witnessed: readonly Witnessed[];
}

/** What comparing needs besides: how to ask for hashes, and this device's clock (ms since epoch). */
interface Looking {
  readonly between: AskBetween;
  readonly now: number;
}

/**
 * Compares the checked record with what this device remembers, asking for the hashes in between. For the public page
 * and the desk only: to ask is to tell, to five minutes, when this device was here last. Remembers nothing itself.
 */
export async function watchRecord(shelf: Shelf, view: RecordView, looking: Looking): Promise<Watched> {
  const compared = { ...(await compareRecord(shelf, view, looking)), earlier: earlierOn(shelf) };
  try {
    return { ...compared, witnessed: witnessedBy(view.checkpoint, view.witnesses) };
  } catch {
    const exhibits = [...compared.exhibits, { title: "checkpoint from the server now", text: view.checkpoint }];
    // Worse than a record begun anew, and said in its place.
    const finding = compared.keep ? ({ code: "forged-witness" } as const) : compared.finding;
    return { ...compared, finding, exhibits, keep: false, witnessed: [] };
  }
}

const earlierOn = (shelf: Shelf): readonly Exhibit[] =>
  pinnedEarlier(shelf).map((one) => exhibitOf({ ...one, from: "device" }));

type Comparison = Pick<Watched, "finding" | "exhibits" | "keep">;

async function compareRecord(shelf: Shelf, view: RecordView, looking: Looking): Promise<Comparison> {
  const found = await compareGrown(shelf, view, looking);
  if (!found.keep || keepable({ note: view.checkpoint, log: view.log }) !== null) return found;
  return { ...found, finding: found.finding ?? { code: "unkept" }, keep: false };
}

async function compareGrown(shelf: Shelf, view: RecordView, { between, now: at }: Looking): Promise<Comparison> {
  const now: Mark = { from: "record", size: view.size, root: view.root, note: view.checkpoint };
  const grown = compareMilestone(shelf, { ...now, named: view.named });
  if (grown === "new" || grown === "same") return { finding: null, exhibits: [], keep: true };
  const kept = pinnedMilestone(shelf);
  if (kept === null) return { finding: null, exhibits: [], keep: true };
  const then: Mark = { ...kept, from: "device" };
  if (isPutBack(grown, view, at)) {
    return { finding: { code: "put-back" }, exhibits: [then, now].map(exhibitOf), keep: false };
  }
  if (grown !== "later" && grown !== "rollback") {
    return {
      finding: { code: grown, against: "device" },
      exhibits: [then, now].map(exhibitOf),
      keep: grown === "succession",
    };
  }
  // A head may be a milestone older than the last one seen here: smaller is only what does not lead to it.
  const { finding, exhibits, whole } = await compareMarks([then, now], between);
  return { finding, exhibits, keep: whole && grown === "later" };
}

/**
 * Whether being put back explains, for now, why the record is shorter or another one than this device saw. What it saw
 * stays remembered: once the time is over, or the record signs on, it counts against the record again.
 */
export function isPutBack(grown: Grown, { putBack }: Pick<RecordView, "putBack">, now: number): boolean {
  if (putBack === null || now > putBack.until) return false;
  return (grown === "rollback" && putBack.still) || (grown === "succession" && putBack.awaiting);
}

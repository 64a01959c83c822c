import type { Calendar } from "@niuniu/owe";
import { compareSaved, exhibitsOf, isBroken, otherLog, type Kept } from "./against-saved.ts";
import type { Exhibit, Finding } from "./findings.ts";
import { compareMarks, exhibitOf, type AskBetween, type Mark } from "./marks.ts";
import type { Grown, Milestone } from "../pin.ts";
import { readSeals, type Recorded, type Seal, type Standing } from "./seals.ts";
import type { RecordView } from "./view.ts";

/** How a thread stands in the public record, entry by entry, and all that does not fit. */
export interface OnRecord {
  readonly view: RecordView;
  readonly standings: readonly Standing[];
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
}

/** What a thread is held against. */
export interface Held {
  readonly thread: Recorded & { readonly case: string };
  readonly view: RecordView;
  readonly calendar: Calendar;
  /** The first salt as the receipt gives it, base64; only compared with a file. */
  readonly first: string;
  /** What was chosen as saved file: null if nothing was, "damaged" if it does not hold together. */
  readonly file: Kept | "damaged" | null;
  /** What this device remembers of the record, and how that compares without asking anybody. */
  readonly pinned: Milestone | null;
  readonly grown: Grown;
  readonly ask: AskBetween;
  readonly now: number;
}

/**
 * Holds a thread against the public record, the saved file and this device's memory. Trusts the log's key, the file's
 * signatures and this device's clock; the server only supplies hashes that hold or do not. Never throws for what it reads.
 */
export async function holdAgainst(held: Held): Promise<OnRecord> {
  const { thread, view, calendar, now } = held;
  const seals = readSeals({ thread, view, calendar, now });
  const file = fromFile(held);
  const remembered = fromDevice(held);
  const marks = [markOf(view), ...seals.standings.flatMap(sealed).map(markUnder), ...file.marks];
  const compared = await compareMarks(marks, held.ask);
  const findings = [...seals.findings, ...file.findings, ...remembered.findings];
  if (compared.finding !== null) findings.push(compared.finding);
  return {
    view,
    standings: seals.standings,
    findings,
    exhibits: [
      { title: "log key", text: view.vkey },
      { title: "checkpoint from the server now", text: view.checkpoint },
      ...thread.promises.map(({ number, promise }) => ({ title: `promise for entry ${number}`, text: promise })),
      ...seals.exhibits,
      ...remembered.exhibits,
      ...compared.exhibits,
      ...(held.file === null || held.file === "damaged" ? [] : exhibitsOf(held.file)),
      ...thread.proofs.map(({ number, proof }) => ({ title: `proof for entry ${number}`, text: proof })),
    ],
  };
}

const sealed = (standing: Standing): readonly Seal[] => (standing.state === "sealed" ? [standing.seal] : []);
const markOf = ({ size, root, checkpoint }: RecordView): Mark => ({ from: "record", size, root, note: checkpoint });
const markUnder = ({ size, root, note }: Seal): Mark => ({ from: "record", size, root, note });

interface FromFile {
  readonly findings: readonly Finding[];
  readonly marks: readonly Mark[];
}

function fromFile({ file, thread, view, first, now }: Held): FromFile {
  if (file === null) return { findings: [], marks: [] };
  if (file === "damaged") return { findings: [{ code: "bad-file" }], marks: [] };
  const differs = compareSaved(file, thread, first);
  // Another report's file says nothing about this one.
  if (differs.some(({ code }) => code === "other-file")) return { findings: differs, marks: [] };
  const moved = otherLog(file, view.vkey);
  const findings = [...differs, ...moved, ...unkept(file, thread, now)];
  return { findings, marks: moved.length > 0 ? [] : file.marks };
}

/** A promise of the file that nothing in the thread keeps: neither a proof of its entries nor a promise of a later step. */
function unkept({ saved, promised, entered }: Kept, thread: Recorded, now: number): readonly Finding[] {
  const { length } = saved.entries;
  // A promise that the thread repeats is called broken there, by the number of its entry.
  const spoken = [...thread.proofs, ...thread.promises].some(({ number }) => number >= length);
  const broken = entered === null && !spoken && isBroken(promised, now);
  return broken ? [{ code: "broken-promise", number: 0, at: promised }] : [];
}

function fromDevice({ pinned, grown, view }: Held): {
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
} {
  if (pinned === null || (grown !== "fork" && grown !== "rollback" && grown !== "other-log")) {
    return { findings: [], exhibits: [] };
  }
  const then: Mark = { ...pinned, from: "device" };
  return { findings: [{ code: grown, against: "device" }], exhibits: [then, markOf(view)].map(exhibitOf) };
}

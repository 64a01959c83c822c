import type { Verify } from "@niuniu/note";
import type { Calendar } from "@niuniu/owe";
import {
  compareMarks,
  exhibitOf,
  isPutBack,
  witnessedBy,
  type AskBetween,
  type Exhibit,
  type Finding,
  type Grown,
  type Mark,
  type Milestone,
  type RecordView,
} from "@niuniu/trust";
import { compareSaved, exhibitsOf, isBroken, otherLog, type Kept } from "./against-saved.ts";
import { commitmentOf, readPromise, readProof } from "./promised.ts";
import type { Recorded } from "../thread.ts";
import { NEWEST, readSeals, type Seal, type Standing } from "./seals.ts";
import { holds } from "./taken.ts";

/** How a thread stands in the public record, entry by entry, and all that does not fit. */
export interface OnRecord {
  readonly view: RecordView;
  readonly standings: readonly Standing[];
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
  /** A saved file was chosen, everything in it is in the case, proven to be in the record, and nothing contradicts it. */
  readonly fileHolds: boolean;
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
  /** Checks all that the log signed at once, where that is faster than one by one. */
  readonly ahead?: ((reading: Pick<Held, "thread" | "view">) => Promise<Verify>) | undefined;
}

/**
 * Holds a thread against the public record, the saved file and this device's memory. Trusts the log's key, the file's
 * signatures and this device's clock; the server only supplies hashes that hold or do not. Never throws for what it reads.
 */
export async function holdAgainst(held: Held): Promise<OnRecord> {
  const { thread, view, calendar, now } = held;
  const reading = { thread, view, calendar, now };
  const seals = readSeals({ ...reading, verify: await held.ahead?.(reading) });
  const file = fromFile(held);
  const remembered = fromDevice(held);
  const marks = [markOf(view), ...seals.standings.flatMap(sealed).map(markUnder), ...file.marks];
  const compared = await compareMarks(marks, held.ask);
  const findings = [...seals.findings, ...file.findings, ...remembered.findings];
  if (compared.finding !== null) findings.push(compared.finding);
  const kept = typeof held.file === "object" ? (held.file?.saved.entries.length ?? 0) : 0;
  return {
    view,
    standings: compared.whole ? seals.standings : seals.standings.map((one) => unproven(one, view)),
    findings,
    fileHolds: kept > 0 && findings.length === 0 && seals.standings[kept - 1]?.state === "sealed",
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

/** What witnesses saw of the newest milestone holds for another checkpoint only once that is shown to lead to it. */
function unproven(standing: Standing, { size, root, witnesses }: RecordView): Standing {
  if (standing.state !== "sealed") return standing;
  const { seal } = standing;
  if (seal.size === size && seal.root === root) return standing;
  return { state: "sealed", seal: { ...seal, witnessed: witnessedBy(seal.note, witnesses) } };
}

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
  const moved = otherLog(file, view);
  const findings = [...differs, ...(moved.length > 0 ? moved : unkept(file, thread, now))];
  return { findings, marks: moved.length > 0 ? [] : file.marks };
}

/** A promise of the file that the thread does not keep: neither proven in the promised slot or day, nor still promised for it. */
function unkept({ saved, log, slot, promised, entered }: Kept, thread: Recorded, now: number): readonly Finding[] {
  if (slot === null || entered !== null || !isBroken(promised, now)) return [];
  const { length } = saved.entries;
  const commitment = commitmentOf(saved.entries);
  const proven = thread.proofs.some(
    ({ number, proof }) => number === length && holds(() => readProof(proof, commitment, log, slot)),
  );
  // The same promise again is called broken there, by the number of its entry. A later one is another promise.
  const repeated = thread.promises.some(
    ({ number, promise }) => number === length && holds(() => readPromise(promise, commitment, log) === slot),
  );
  // Of a longer case proofs come with the newest entries only; they cover what stands before.
  const covered = thread.entries.length - length >= NEWEST && thread.proofs.length > 0;
  return proven || repeated || covered ? [] : [{ code: "broken-promise", number: 0, at: promised }];
}

/** Entries between two milestones: those of thirty slots, a day, and as many texts again. */
const ONE_MILESTONE = 64;

/** The head may be one milestone older than what the public page showed a moment ago. From here nobody is asked about it. */
const isMilestoneBefore = (pinned: Milestone | null, { size, stale }: RecordView): boolean =>
  pinned !== null && !stale && pinned.size - size <= ONE_MILESTONE;

function fromDevice({ pinned, grown, view, now }: Held): {
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
} {
  const excused = grown === "rollback" && (isPutBack(grown, view, now) || isMilestoneBefore(pinned, view));
  if (pinned === null || excused || (grown !== "fork" && grown !== "rollback" && grown !== "other-log")) {
    return { findings: [], exhibits: [] };
  }
  const then: Mark = { ...pinned, from: "device" };
  return { findings: [{ code: grown, against: "device" }], exhibits: [then, markOf(view)].map(exhibitOf) };
}

import { createHash } from "node:crypto";
import { verify, type Host } from "@niuniu/host";
import { constantTimeEqual, splitNote, type Verifier } from "@niuniu/note";
import {
  addCosignatures,
  cosignatures,
  openCheckpoint,
  RecordError,
  writeAddCheckpoint,
  type Checkpoint,
  type Witness,
} from "@niuniu/record";
import { rootOf } from "@niuniu/record/log";
import type { WitnessTrouble } from "../routes.ts";
import { askWitness, type Answer } from "./witness-http.ts";

/** A witness with an address to ask at. */
export type Asked = Witness & { readonly url: string };

/** What came of asking: its cosignature lines, trouble, or proof by our own key that we have fallen behind or apart. */
export type Outcome =
  | { readonly kind: "cosigned"; readonly lines: readonly string[]; readonly at: number }
  | { readonly kind: "trouble"; readonly trouble: WitnessTrouble }
  /** Another process has shown it a larger checkpoint of ours meanwhile. */
  | { readonly kind: "overtaken" }
  /** We have once signed more of this log than we have, or another log under this name. */
  | { readonly kind: "lost"; readonly reason: "behind" | "fork"; readonly shown: string };

const trouble = (of: WitnessTrouble): Outcome => ({ kind: "trouble", trouble: of });

/** One right of reply is enough: a witness that moves on between two questions is asked again with the next milestone. */
const MOST_TRIES = 3;
/** Lines of other keys in an answer are allowed; as many as this are looked at. */
const MOST_LINES = 16;

/** How far a witness's clock may be ahead of ours (ms): a signature dated later would look fresh for as long as it lies. */
const AHEAD = 10 * 60_000;

/** The witness's own lines in its answer, each verified over the checkpoint; "forged" if one bears its name only. */
function linesOf(note: string, answer: string, witness: Witness, host: Pick<Host, "verify" | "now">): Outcome {
  const { text } = splitNote(note);
  const lines = answer.match(/.*\n/g)?.slice(0, MOST_LINES) ?? [];
  const own: string[] = [];
  let at = 0;
  try {
    for (const line of lines) {
      // On its own under the text: what others signed before is not counted as this answer.
      const [found] = cosignatures(`${text}\n${line}`, [witness], host.verify);
      if (found === undefined) continue;
      own.push(line);
      at = Math.max(at, found.time * 1_000);
    }
    addCosignatures(note, own);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return trouble(error.code === "record/bad-cosignature" ? "forged" : "unreadable");
  }
  return own.length === 0 || at > host.now() + AHEAD ? trouble("unreadable") : { kind: "cosigned", lines: own, at };
}

/** A size in a 409 as C2SP tlog-witness writes it, else null. */
function sizeIn({ type, text }: Answer): number | null {
  const size = Number(text);
  const sound = type === "text/x.tlog.size" && /^(?:0|[1-9]\d{0,15})\n$/.test(text) && Number.isSafeInteger(size);
  return sound ? size : null;
}

/** A checkpoint of a log that a witness shows: with the log's own line and the witness's, if it is good, and no other. */
interface Shown {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

function shownIn(note: string, log: Verifier, witness: Witness): Shown {
  const checkpoint = openCheckpoint(note, log, verify);
  const { text } = splitNote(note);
  const lines = note.slice(text.length + 1).match(/.*\n/g) ?? [];
  const own = lines.slice(0, MOST_LINES).filter((line) => {
    if (line.startsWith(`— ${log.name} `)) return true;
    try {
      return cosignatures(`${text}\n${line}`, [witness], verify).length > 0;
    } catch (error) {
      if (error instanceof RecordError) return false;
      throw error;
    }
  });
  return { note: `${text}\n${own.join("")}`, checkpoint };
}

/**
 * The checkpoint of a log that a witness says it has cosigned, if the log's own key has signed it. Null if it shows none;
 * "silent" if it did not answer.
 */
export async function shownBy(witness: Asked, log: Verifier, signal: AbortSignal): Promise<Shown | null | "silent"> {
  const name = createHash("sha256").update(log.name).digest("hex");
  const answer = await askWitness(`${witness.url}/checkpoint/${name}`, null, signal);
  if (answer === null || answer.status >= 500) return "silent";
  if (answer.status !== 200) return null;
  try {
    return shownIn(answer.text, log, witness);
  } catch (error) {
    if (error instanceof RecordError) return null;
    throw error;
  }
}

/**
 * A witness holds something that does not fit with what we have. It may lie, and then nothing follows: only a checkpoint
 * under our own signature shows that we have lost or forked what we signed.
 */
async function examine(host: Host, witness: Asked, signal: AbortSignal, claim: "ahead" | "refused"): Promise<Outcome> {
  const shown = await shownBy(witness, host.record.log, signal);
  if (shown === null || shown === "silent") return trouble(claim);
  const { note, checkpoint } = shown;
  // Read again now: another process may have signed more since.
  const size = (await host.record.newest())?.size ?? 0;
  if (checkpoint.size > size) return { kind: "lost", reason: "behind", shown: note };
  const root = await rootOf(host.record.reader, checkpoint.size);
  return constantTimeEqual(root, checkpoint.root) ? trouble(claim) : { kind: "lost", reason: "fork", shown: note };
}

/** What a refusal that comes without any evidence means. */
const REFUSALS: Readonly<Record<number, WitnessTrouble>> = { 404: "unknown-log", 403: "unknown-log" };

/** Where to go on from after a 409, or what comes of it: `old` is the size it was asked from. */
async function afterConflict(
  host: Host,
  witness: Asked,
  answer: Answer,
  asked: { readonly old: number; readonly size: number; readonly signal: AbortSignal },
): Promise<number | Outcome> {
  const size = sizeIn(answer);
  // The same size again: it has another tree of that size, or says so.
  if (size === null || size === asked.old) return examine(host, witness, asked.signal, "refused");
  if (size <= asked.size) return size;
  const ours = (await host.record.newest())?.size ?? 0;
  return size > ours ? examine(host, witness, asked.signal, "ahead") : { kind: "overtaken" };
}

/**
 * Asks a witness to cosign a checkpoint of ours (C2SP tlog-witness, add-checkpoint), with the proof that it continues the
 * one of size `from` that it cosigned last. Trusts nothing in the answer but signatures.
 */
export async function ask(
  host: Host,
  witness: Asked,
  { note, size }: { readonly note: string; readonly size: number },
  { from, signal }: { readonly from: number; readonly signal: AbortSignal },
): Promise<Outcome> {
  let old = Math.min(from, size);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const hashes = old === 0 || old === size ? [] : await host.record.consistency(old, size);
    const body = writeAddCheckpoint({ old, hashes, checkpoint: note });
    const answer = await askWitness(`${witness.url}/add-checkpoint`, body, signal);
    if (answer === null) return trouble("unreachable");
    if (answer.status === 200) return linesOf(note, answer.text, witness, host);
    if (answer.status === 422) return examine(host, witness, signal, "refused");
    if (answer.status !== 409) return trouble(REFUSALS[answer.status] ?? "refused");
    const next = await afterConflict(host, witness, answer, { old, size, signal });
    if (typeof next !== "number") return next;
    old = next;
  }
  return trouble("refused");
}

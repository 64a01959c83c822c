import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeFolder, readIfThere, writeDurably } from "../durable.ts";
import { CannotCheck } from "../trouble.ts";
import type { Sentence } from "../words.ts";
import { NO_FACTS, type Facts } from "./facts.ts";
import { parseFields } from "./json.ts";
import { NO_LEAVES, type LeafOrder } from "./leaves.ts";
import { NO_EDGE, type Edge } from "./tree.ts";

/** How far a record was checked, and what it said up to there. */
export interface Reached {
  readonly edge: Edge;
  readonly leaves: LeafOrder;
  readonly facts: Facts;
  /** Where the page with the last public entry begins. */
  readonly page: number;
  /** Every public entry: its index, and its commitment in base64. */
  readonly texts: readonly (readonly [index: number, commitment: string])[];
}

/** What a verifier remembers of a host. */
export interface Remembered extends Reached {
  readonly niuniu: "verify v1";
  /** The log's key as it was served, and the newest checkpoint that was checked, a signed note. */
  readonly log: string;
  readonly checkpoint: string;
  /** The newest checkpoint of this log that was seen with a witness's signature; none if none was. */
  readonly witnessed?: string;
  /** SHA-256 of the texts of all roster statements, oldest first. */
  readonly roster: readonly string[];
  /** What could never be checked, to be said at every run: the log this one follows was longer than what was seen. */
  readonly doubts?: readonly Sentence[];
  /** When all public texts were last read (ms since epoch). */
  readonly textsRead: number;
}

export const NOTHING: Reached = { edge: NO_EDGE, leaves: NO_LEAVES, facts: NO_FACTS, page: -1, texts: [] };

/** Where a verifier keeps what it remembers when it is told no folder. */
export function usualFolder(command: string, subject: URL | string): string {
  const name =
    typeof subject === "string"
      ? `folder-${createHash("sha256").update(subject).digest("hex").slice(0, 16)}`
      : `${subject.host}${subject.pathname}`.replace(/\/$/, "").replace(/[^a-z0-9.-]/gi, "_");
  return join(homedir(), ".niuniu", command, name);
}

const fileIn = (folder: string): string => join(folder, "state.json");

/** What was remembered, null the first time. A file that does not read is a CannotCheck: forgetting would hide a lie. */
export async function recall(folder: string): Promise<Remembered | null> {
  const bytes = await readIfThere(fileIn(folder));
  if (bytes === null) return null;
  const fields = parseFields(Buffer.from(bytes).toString("utf8"));
  // Written by this program into the person's own folder: the shape is known, only damage is to be noticed.
  if (fields?.["niuniu"] !== "verify v1" || typeof fields["checkpoint"] !== "string") {
    throw new CannotCheck("state-damaged", { file: fileIn(folder) });
  }
  const remembered = fields as unknown as Remembered;
  // Without the texts it has seen, or the dates of the statements, it begins anew, but knows what was signed.
  const whole = Array.isArray(fields["texts"]) && remembered.facts.datedAway !== undefined;
  return whole ? remembered : { ...remembered, ...NOTHING, textsRead: 0 };
}

/** Keeps aside what was remembered of a log that another one now follows: only that shows later what was in it. */
export async function setAside(folder: string, before: Remembered): Promise<void> {
  const name = `state-${createHash("sha256").update(before.log).digest("hex").slice(0, 16)}.json`;
  await writeDurably(join(folder, name), `${JSON.stringify(before)}\n`, 0o600);
}

export async function remember(folder: string, remembered: Remembered): Promise<void> {
  await makeFolder(folder, 0o700);
  await writeDurably(fileIn(folder), `${JSON.stringify(remembered)}\n`, 0o600);
}

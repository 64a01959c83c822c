import type { CheckedEntry } from "@niuniu/matter/web";
import { REPORTER } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import type { Entry } from "../../events.ts";
import { readMessageLetter, readReportLetter, type MessageLetter, type ReportLetter } from "../../letters.ts";

/** What could be read of one entry; `unreadable` when it should have been and was not, `hidden` when it is not ours to read. */
export type Content =
  | { readonly kind: "message"; readonly letter: MessageLetter }
  | { readonly kind: "report"; readonly letter: ReportLetter }
  | { readonly kind: "hidden" }
  | { readonly kind: "unreadable" }
  | { readonly kind: "none" };

/** What a receipt opens with: the seed of the reply identity, and that of the case where its own wrap came with it. */
export interface Seeds {
  readonly reply: Uint8Array;
  readonly case: Uint8Array | null;
  /** The wrap the reporter signed for this receipt did not come: what it should open is then unreadable, not hidden by choice. */
  readonly withheld: boolean;
}

const TO_REPORTER = ["answer", "stage", "outcome", "junk", "postpone"];

type Checked = CheckedEntry<Entry>;

const isForReporter = ({ entry }: Checked): boolean => TO_REPORTER.includes(entry.kind);

/**
 * Opens what this receipt opens, by the number of its entry. Never throws: what does not open is unreadable. So is a message that
 * was asked for, as those of entries from the number `from` on were, and that the server left out.
 */
export async function openContents(
  entries: readonly Checked[],
  seeds: Seeds,
  from = 1,
): Promise<ReadonlyMap<number, Content>> {
  const contents = new Map<number, Content>();
  for (const read of entries) {
    const { number } = read.entry;
    contents.set(number, await contentOf(read, seeds, number >= from && isForReporter(read)));
  }
  return contents;
}

async function contentOf(read: Checked, seeds: Seeds, mustBeHere: boolean): Promise<Content> {
  const { entry, envelope, altered } = read;
  if (!("envelope" in entry) || entry.envelope === null) return { kind: "none" };
  // Even where it would not be ours to read: the page calls nothing checked that was altered.
  if (altered) return { kind: "unreadable" };
  const own = entry.by === REPORTER;
  const seed = own ? seeds.case : seeds.reply;
  if (seed === null || !(own || isForReporter(read))) return unopened(own, seeds);
  if (envelope === null) return { kind: mustBeHere ? "unreadable" : "hidden" };
  return openOne(seed, envelope, entry.case);
}

/** Not ours to read, unless the key to our own words was signed for this receipt and did not come. */
const unopened = (own: boolean, { withheld }: Seeds): Content => ({ kind: own && withheld ? "unreadable" : "hidden" });

/** A message to the reporter that does not open, or belongs to another case, is unreadable. */
async function openOne(seed: Uint8Array, envelope: Uint8Array, caseId: string): Promise<Content> {
  try {
    const { header } = await openEnvelope(seed, envelope);
    const report = readReportLetter(header);
    if (report?.case === caseId) return { kind: "report", letter: report };
    const letter = readMessageLetter(header);
    return letter?.case === caseId ? { kind: "message", letter } : { kind: "unreadable" };
  } catch {
    // Whatever is wrong with it, the person cannot read it, and that is what counts.
    return { kind: "unreadable" };
  }
}

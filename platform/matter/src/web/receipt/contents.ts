import { REPORTER } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import type { BeginningLetter, MessageLetter } from "../../letters.ts";
import type { Matter } from "../../state.ts";
import type { SealedKind } from "../sealed-kind.ts";
import type { CheckedEntry } from "../../verify-thread.ts";

/** What could be read of one entry; `unreadable` when it should have been and was not, `hidden` when it is not ours to read. */
export type Content<Begun, Letter> =
  | { readonly kind: "message"; readonly letter: Letter }
  | { readonly kind: "report"; readonly letter: Begun }
  | { readonly kind: "hidden" }
  | { readonly kind: "unreadable" }
  | { readonly kind: "none" };

/** What a receipt opens with: the seed of the reply identity, and that of the matter where its own wrap came with it. */
export interface Seeds {
  readonly reply: Uint8Array;
  readonly case: Uint8Array | null;
  /** The wrap the reporter signed for this receipt did not come: what it should open is then unreadable, not hidden by choice. */
  readonly withheld: boolean;
}

/** How what is sealed to a receipt is read. */
type Opening<Begun extends BeginningLetter, Letter extends MessageLetter> = Pick<
  SealedKind<Matter, Begun, Letter>,
  "readBeginning" | "readMessage"
> & {
  /** Acts of members whose words are sealed to whoever has the receipt. */
  readonly toReporter: readonly string[];
};

/** What of an entry says whether something is sealed in it, and by whom. */
interface Sealed {
  readonly case: string;
  readonly number: number;
  readonly kind: string;
  readonly by?: string;
  readonly envelope?: string | null;
}
type Checked = CheckedEntry<Sealed>;

/**
 * Opens what this receipt opens, by the number of its entry. Never throws: what does not open is unreadable. So is a message that
 * was asked for, as those of entries from the number `from` on were, and that the server left out.
 */
export async function openContents<Begun extends BeginningLetter, Letter extends MessageLetter>(
  opening: Opening<Begun, Letter>,
  entries: readonly Checked[],
  seeds: Seeds,
  from = 1,
): Promise<ReadonlyMap<number, Content<Begun, Letter>>> {
  const contents = new Map<number, Content<Begun, Letter>>();
  for (const read of entries) contents.set(read.entry.number, await contentOf(opening, read, seeds, from));
  return contents;
}

async function contentOf<Begun extends BeginningLetter, Letter extends MessageLetter>(
  opening: Opening<Begun, Letter>,
  { entry, envelope, altered }: Checked,
  seeds: Seeds,
  from: number,
): Promise<Content<Begun, Letter>> {
  if (entry.envelope == null) return { kind: "none" };
  // Even where it would not be ours to read: the page calls nothing checked that was altered.
  if (altered) return { kind: "unreadable" };
  const own = entry.by === REPORTER;
  const given = opening.toReporter.includes(entry.kind);
  const seed = own ? seeds.case : seeds.reply;
  // Not ours to read, unless the key to our own words was signed for this receipt and did not come.
  if (seed === null || !(own || given)) return { kind: own && seeds.withheld ? "unreadable" : "hidden" };
  if (envelope === null) return { kind: given && entry.number >= from ? "unreadable" : "hidden" };
  return openOne(opening, seed, envelope, entry.case);
}

/** A message to the reporter that does not open, or belongs to another matter, is unreadable. */
async function openOne<Begun extends BeginningLetter, Letter extends MessageLetter>(
  { readBeginning, readMessage }: Opening<Begun, Letter>,
  seed: Uint8Array,
  envelope: Uint8Array,
  name: string,
): Promise<Content<Begun, Letter>> {
  try {
    const { header } = await openEnvelope(seed, envelope);
    const report = readBeginning(header);
    if (report?.case === name) return { kind: "report", letter: report };
    const letter = readMessage(header);
    return letter?.case === name ? { kind: "message", letter } : { kind: "unreadable" };
  } catch {
    // Whatever is wrong with it, the person cannot read it, and that is what counts.
    return { kind: "unreadable" };
  }
}

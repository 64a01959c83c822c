import { whyNot, type Trust } from "@niuniu/trust";
import { CallError } from "@niuniu/ui";
import type { BeginningLetter, MessageLetter } from "../../letters.ts";
import type { Matter } from "../../state.ts";
import type { SealedThread } from "../../thread.ts";
import { keptIn, lostInRestore } from "../against-saved.ts";
import { readSaved } from "../read-saved.ts";
import { doorOf, type ChosenFile, type Door, type OpenThread } from "./door.ts";
import { readSpelling } from "./read-spelling.ts";
import type { ReceiptKind, Saying } from "./receipt-kind.ts";
import type { Refusal } from "./refused.tsx";

/** What somebody comes back with. */
export interface Brought {
  /** The receipt in any spelling; may be empty where the file holds it. */
  readonly receipt: string;
  /** The text of a saved file, read on this device; null for none. */
  readonly file: string | null;
}

/** What a receipt opened, with the receipt as a code: its thread, or why that is not shown though something is known about it. */
type Back<Thread, Said> = { readonly code: string } & (
  { readonly door: Door<Thread, Said>; readonly first: Thread; readonly refusal: null } | { readonly refusal: Refusal }
);

/**
 * Opens the thread of a receipt. A refusal: the server denies what the file proves, or shows a committee nobody may believe. Throws
 * SealError or CallError.
 */
export async function comeBack<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Said extends Saying,
>(
  kind: ReceiptKind<M, Begun, Letter, Header, Said>,
  brought: Brought,
): Promise<Back<OpenThread<M, Begun, Letter, Header>, Said>> {
  const file = fileOf(brought.file);
  const door = doorOf(kind, await readSpelling(receiptIn(brought), kind.loadWords), file);
  const { code } = door;
  try {
    return { code, door, first: await door.read(), refusal: null };
  } catch (error) {
    if (whyNot(error) !== null) return { code, refusal: { why: "unrecorded" } };
    if (!(error instanceof CallError) || error.code !== `${kind.kind.feature}/unknown-receipt`) throw error;
    const refusal = refusalOf(file, await kind.trust().catch(() => null));
    if (refusal === null) throw error;
    return { code, refusal };
  }
}

/** Why a receipt may be right although the server does not know it; null where nothing speaks for that. */
function refusalOf(file: ChosenFile, trust: Trust | null): Refusal | null {
  const putBack = trust?.record.putBack ?? null;
  if (file !== null && file !== "damaged") {
    const lost = lostInRestore(file, putBack, Date.now());
    return lost !== null && trust !== null
      ? { why: "lost", file, trust, putBack: lost }
      : { why: "unknown", file, trust };
  }
  return putBack === null || trust === null ? null : { why: "put-back", trust, putBack };
}

function fileOf(text: string | null): ChosenFile {
  if (text === null) return null;
  const saved = readSaved(text);
  // A file of the receipt alone proves nothing and is no fault.
  if (saved === null) return text.includes('"receipt v1"') ? "damaged" : null;
  return keptIn(saved) ?? "damaged";
}

/** What was typed; or the first line of the file, where every saved file has its receipt. */
function receiptIn({ receipt, file }: Brought): string {
  if (receipt.trim() !== "" || file === null) return receipt;
  return file.split("\n").find((line) => line.trim() !== "") ?? "";
}

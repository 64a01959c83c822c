import { whyNot, type Trust } from "@niuniu/trust";
import { CallError } from "@niuniu/ui";
import type { ComponentType } from "preact";
import { h } from "preact";
import { keptIn, lostInRestore, readSaved, readSpelling } from "@niuniu/matter/web";
import { askTrust } from "../trust.ts";
import { doorOf, type ChosenFile } from "./receipt-door.ts";
import { Refused, type RefusedProps } from "./refused.tsx";
import { ThreadPage } from "./thread-page.tsx";

/** What somebody comes back with. */
export interface Brought {
  /** The receipt in any spelling; may be empty where the file holds it. */
  readonly receipt: string;
  /** The text of a saved file, read on this device; null for none. */
  readonly file: string | null;
}

/** What opened: the page, and the receipt that it opened with, as a code. */
interface Opened {
  readonly Thread: ComponentType;
  readonly code: string;
}

/**
 * Opens a thread: the page that shows it, or the page that says what is wrong where the server denies what the file
 * proves, or shows a committee nobody may believe. Throws SealError or CallError.
 */
export async function openThread(brought: Brought, loadWords: Parameters<typeof readSpelling>[1]): Promise<Opened> {
  const file = fileOf(brought.file);
  const door = doorOf(await readSpelling(receiptIn(brought), loadWords), file);
  try {
    const first = await door.read();
    return { Thread: () => h(ThreadPage, { door, first }), code: door.code };
  } catch (error) {
    if (whyNot(error) !== null) return { Thread: () => h(Refused, { why: "unrecorded" }), code: door.code };
    if (!(error instanceof CallError) || error.code !== "cases/unknown-receipt") throw error;
    const refusal = refusalOf(file, await askTrust().catch(() => null));
    if (refusal === null) throw error;
    return { Thread: () => h(Refused, refusal), code: door.code };
  }
}

/** Why a receipt may be right although the server does not know it; null where nothing speaks for that. */
function refusalOf(file: ChosenFile, trust: Trust | null): RefusedProps | null {
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

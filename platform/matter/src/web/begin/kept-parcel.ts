import { fromBase64, sha256, toBase64, toHex, toUtf8 } from "@niuniu/note";
import { spellCode, type Receipt } from "@niuniu/seal";
import type { Begun } from "../../begin-sealed.ts";

/** The part of the web's Storage that is needed here. */
type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** What a parcel was sealed from, so that a changed draft does not pass for it. Where its writer stands is no part of it. */
const markOf = (draft: object): string => toHex(sha256(toUtf8(JSON.stringify({ ...draft, step: 0 }))));

/**
 * Keeps what was sealed in this tab from before it leaves until it is known what became of it: what may have arrived is sent
 * again as the same bytes, under `name`. It holds the receipt, lies where the draft lies, and goes with it.
 */
export function keepParcel(tab: Shelf, name: string, draft: object, { parts, receipt, ...rest }: Begun): void {
  const kept = { of: markOf(draft), receipt: String(receipt), parts: parts.map(toBase64), ...rest };
  tab.setItem(name, JSON.stringify(kept));
}

/** The parcel of exactly this draft of which it is not known whether it arrived; null if there is none, or it is damaged. */
export function keptParcel(tab: Shelf, name: string, draft: object): Begun | null {
  try {
    const { of, receipt, parts, ...rest } = JSON.parse(tab.getItem(name) ?? "") as Pick<Begun, "case" | "header"> & {
      readonly of: string;
      readonly receipt: string;
      readonly parts: readonly string[];
    };
    return of === markOf(draft) ? { ...rest, receipt: BigInt(receipt) as Receipt, parts: parts.map(fromBase64) } : null;
  } catch {
    return null;
  }
}

/**
 * Keeps the receipt of what was sent in this tab, under this name, for as long as nobody kept it elsewhere: a phone throws the page away
 * while its owner looks for a pen. Null for a receipt that was kept. The tab's history says from then on that this is no empty form.
 */
export function keepSent(tab: Shelf, name: string, receipt: Receipt | null): void {
  if (receipt === null) tab.removeItem(name);
  else tab.setItem(name, spellCode(receipt));
  history.replaceState(0, "");
}

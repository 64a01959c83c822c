import type { Identity } from "../letters.ts";
import type { CaseClass } from "../routes.ts";

/** Everything typed so far, on whatever screen. */
export interface Draft {
  readonly step: number;
  readonly what: string;
  readonly when: string;
  readonly where: string;
  readonly who: string;
  readonly class: Exclude<CaseClass, "serious">;
  readonly identity: Identity;
  readonly name: string;
  readonly contact: string;
  /** Member ids struck out. */
  readonly struck: readonly string[];
  /** A found receipt must not open the report. */
  readonly optOut: boolean;
}

/** Where a draft lies: `tab` ends with the tab, `device` stays until it is sent or wiped. */
export type Place = "tab" | "device";

/** The part of the web's Storage that a draft needs. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "niuniu.draft";
/** Beside the draft in the tab: the report as it was sealed, while it is not known whether it arrived. */
export const PARCEL = "niuniu.parcel";
/** In the tab from which a report was sent: its receipt, until somebody kept it. */
export const SENT = "niuniu.sent";

export const EMPTY: Draft = {
  step: 1,
  what: "",
  when: "",
  where: "",
  who: "",
  class: "ordinary",
  identity: "anonymous",
  name: "",
  contact: "",
  struck: [],
  optOut: false,
};

/** The draft as it was left, from the tab first, else from the device; an empty one if there is none or it is damaged. */
export function readDraft(from: Readonly<Record<Place, Shelf>>): { readonly draft: Draft; readonly place: Place } {
  const place = from.device.getItem(KEY) === null ? "tab" : "device";
  return { draft: parse(from.tab.getItem(KEY) ?? from.device.getItem(KEY)), place };
}

/** Keeps the draft in the tab, and on the device if that was chosen; choosing the tab takes it off the device. */
export function keepDraft(to: Readonly<Record<Place, Shelf>>, draft: Draft, place: Place): void {
  const text = JSON.stringify(draft);
  to.tab.setItem(KEY, text);
  if (place === "device") to.device.setItem(KEY, text);
  else to.device.removeItem(KEY);
}

/** Forgets the draft everywhere, and what was sealed of it. */
export function wipeDraft(from: Readonly<Record<Place, Shelf>>): void {
  from.tab.removeItem(KEY);
  from.tab.removeItem(PARCEL);
  from.tab.removeItem(SENT);
  from.device.removeItem(KEY);
}

function parse(text: string | null): Draft {
  if (text === null) return EMPTY;
  try {
    const kept: unknown = JSON.parse(text);
    const sound = Object.entries(kept as Draft).filter(
      ([key, value]) => key in EMPTY && typeof value === typeof EMPTY[key as keyof Draft],
    );
    return { ...EMPTY, ...Object.fromEntries(sound) };
  } catch {
    return EMPTY;
  }
}

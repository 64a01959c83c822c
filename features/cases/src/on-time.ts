import type { Figures } from "./routes.ts";

/** So many days back the public figures look, as the names of those that do say: `onTime90` and its like. */
export const LOOKS_BACK = 90;

/** Bounds of a share, in whole percent; the same twice where it is known. */
export interface Share {
  readonly least: number;
  readonly most: number;
}

/** Figures of earlier days were published without the two counts. */
type Told = Pick<Figures, "onTime90"> & Partial<Pick<Figures, "met90" | "missed90">>;

const percent = (met: number, missed: number): number => Math.round((met / (met + missed)) * 100);

/**
 * The share of dates kept, as far as it follows from what is published: a count of one to four leaves bounds. Null where both counts
 * are that small, where there was none, and where figures of before these counts were told have no share.
 */
export function onTimeOf({ onTime90, met90, missed90 }: Told): Share | null {
  if (onTime90 !== null) return { least: Math.round(onTime90 * 100), most: Math.round(onTime90 * 100) };
  if (typeof met90 === "number" && missed90 === "1-4") return { least: percent(met90, 4), most: percent(met90, 1) };
  if (met90 === "1-4" && typeof missed90 === "number")
    return { least: percent(1, missed90), most: percent(4, missed90) };
  return null;
}

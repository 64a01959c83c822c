import { HostLied } from "../trouble.ts";
import { fieldsOf, listOf, parseFields } from "./json.ts";

/** Published counts with the day they stand for. */
export interface Published {
  readonly index: number;
  readonly date: string;
  readonly body: string;
}

type Count = "none" | "1-4" | number;
interface Month {
  readonly month: string;
  readonly answered: number | null;
  readonly missed: number | null;
}
/** The part of the counts that can be held against other counts. */
interface Counts {
  readonly missedEver: Count;
  readonly months: readonly Month[];
}

const isCount = (value: unknown): value is Count => value === "none" || value === "1-4" || isWhole(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isShare = (value: unknown): value is number | null => value === null || isWhole(value);

function monthOf(value: unknown): Month | null {
  const { month, answered, missed } = fieldsOf(value) ?? {};
  if (typeof month !== "string" || !/^\d{4}-\d{2}$/.test(month)) return null;
  return isShare(answered) && isShare(missed) ? { month, answered, missed } : null;
}

/** The counts in a text, or null for a shape this version does not know. */
function countsIn(body: string): Counts | null {
  const fields = parseFields(body);
  // Published, they have a section for each feature; served at an address of one, and in the first texts, they stand alone.
  const { missedEver, months } = fieldsOf(fields?.["cases"]) ?? fieldsOf(fields?.["figures"]) ?? fields ?? {};
  const list = listOf(months)?.map(monthOf);
  const read = list?.filter((month) => month !== null);
  if (!isCount(missedEver) || list === undefined || read?.length !== list.length) return null;
  return { missedEver, months: read };
}

const least = (count: Count): number => (count === "none" ? 0 : count === "1-4" ? 1 : count);
const most = (count: Count): number => (count === "none" ? 0 : count === "1-4" ? 4 : count);

/** Missed dates of all time are at least those of the months shown. */
function checkSum({ missedEver, months }: Counts, where: string): void {
  const sum = months.reduce((total, { missed }) => total + (missed ?? 0), 0);
  if (most(missedEver) < sum) throw new HostLied("lie.figures-sum", { where, sum, total: missedEver });
}

/** What was over when the earlier counts were published stands; what only grows does not shrink. */
function checkLater(before: Counts, day: string, after: Counts, where: string): void {
  if (most(after.missedEver) < least(before.missedEver)) {
    throw new HostLied("lie.figures-shrank", { where, before: before.missedEver, after: after.missedEver });
  }
  // Months end where the organisation is, and so do the days figures bear.
  const current = day.slice(0, 7);
  const later = new Map(after.months.map((month) => [month.month, month]));
  for (const { month, answered, missed } of before.months) {
    const now = later.get(month);
    if (now === undefined || month >= current) continue;
    if (now.answered !== answered || now.missed !== missed) {
      throw new HostLied("lie.figures-month", { where, month });
    }
  }
}

function compare(before: Published | null, after: Counts, where: string, text: string): void {
  const old = before === null ? null : countsIn(before.body);
  try {
    checkSum(after, where);
    if (before !== null && old !== null) checkLater(old, before.date, after, where);
  } catch (cause) {
    if (!(cause instanceof HostLied)) throw cause;
    const files = { "figures-before.json": before?.body ?? "", "figures-after.json": text };
    throw new HostLied(cause.sentence.key, cause.sentence.values, files);
  }
}

/** Holds newly published figures against those published before. A shape that is not known here is left alone. */
export function checkPublished(before: Published | null, after: Published): void {
  const counts = countsIn(after.body);
  if (counts !== null) compare(before, counts, after.date, after.body);
}

/** Holds the figures a host serves now against the newest published ones. False: their shape is not known here. */
export function checkServed(before: Published, served: string): boolean {
  const counts = countsIn(served);
  if (counts !== null) compare(before, counts, "/cases/figures", served);
  return counts !== null;
}

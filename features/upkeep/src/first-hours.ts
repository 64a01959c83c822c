import { addDays, dayOf, type Calendar, type Day, type Instant } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import type { Facts } from "./facts.ts";
import type { FirstHours, Policy } from "./policy.ts";
import type { Reviewed, UpkeepAct } from "./terms.ts";
import type { Wanted } from "./wanted.ts";

/** What was said of who read the texts of the first hours, as far as it tells until when that holds. */
type Read = Pick<Reviewed, "texts" | "day">;

/** What is known of these texts: their SHA-256 now (hex), what was said of who read any of them, and how often that was owed so far. */
export interface Texts {
  readonly hash: string;
  readonly reviews: readonly Read[];
  readonly turns: number;
}

/** The first day on which what somebody read on a day holds no more. */
export const readUntil = ({ day }: Pick<Read, "day">, { every }: FirstHours): Day => addDays(day, every);

/** Whether it can be owed at all: the policy asks for it, and the house is old enough. */
const isAsked = (rule: FirstHours | undefined, { statements }: Facts, today: Day): rule is FirstHours =>
  rule !== undefined && today >= addDays(statements[0]?.from ?? today, rule.first);

/**
 * That a doctor and a lawyer read the texts which this house serves: owed from when nobody is said to have read just these, or soon will not
 * be lately enough. At most one: what is open goes on, whatever the texts become meanwhile.
 */
export function firstHoursOf(
  { hash, reviews, turns }: Texts,
  facts: Facts,
  { policy, calendar, now }: { readonly policy: Policy; readonly calendar: Calendar; readonly now: Instant },
): readonly Wanted[] {
  const [rule, today] = [policy.firstHours, dayOf(now, calendar)];
  if (!isAsked(rule, facts, today)) return [];
  const until = addDays(today, rule.within);
  if (reviews.some((one) => one.texts === hash && readUntil(one, rule) >= until)) return [];
  return [{ what: "first-hours", subject: `${hash} ${turns + 1}`, until, signed: [] }];
}

const SUBJECT = /^[0-9a-f]{64} [1-9][0-9]{0,5}$/u;

/** The day by which one that begins on `date` is owed; null where none can begin by these rules. Which texts were served then, nobody can tell later. */
export function firstHoursDue(
  { date, subject }: { readonly date: Day; readonly subject: string },
  facts: Facts,
  rule: FirstHours | undefined,
): Day | null {
  return SUBJECT.test(subject) && isAsked(rule, facts, date) ? addDays(date, rule.within) : null;
}

/**
 * Whoever says of the first hours that they were read says who did, and when; of anything else nobody does. Throws Refused. Which texts they
 * are, whoever serves them asks.
 */
export function checkReviewed(
  what: string,
  { reviewed, date }: Pick<Extract<UpkeepAct, { readonly kind: "done" }>, "reviewed" | "date">,
  { firstHours }: Policy,
): void {
  if ((what === "first-hours") !== (reviewed !== undefined)) throw new Refused("upkeep/who-read-it");
  if (reviewed === undefined) return;
  const isLately = firstHours !== undefined && date < readUntil(reviewed, firstHours);
  if (reviewed.day > date || !isLately) throw new Refused("upkeep/when-read");
}

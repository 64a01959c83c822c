import type { Facts, Waiting } from "./facts.ts";
import { lists } from "./wanted.ts";
import type { Settled, UpkeepState, What } from "./terms.ts";

type Way = Pick<Settled, "how" | "statement">;
type Open = Pick<UpkeepState, "what" | "subject">;

type Newest = Facts["statements"][number];

/** How what ends by a statement does: whether the newest one shows it. */
const shown: Readonly<
  Partial<Record<What, readonly [Settled["how"], (subject: string, newest: Newest, facts: Facts) => boolean]>>
> = {
  statement: ["renewed", (subject, { until }) => until > subject],
  seat: ["filled", isFilled],
  calendar: ["listed", (year, _newest, facts) => lists(facts, year)],
};

/** By what one of them is over, as the statements alone tell; null where they do not. */
export function overOf({ what, subject }: Open, facts: Facts): Way | null {
  const newest = facts.statements.at(-1);
  const [how, isOver] = shown[what] ?? [];
  if (newest === undefined || how === undefined || isOver?.(subject, newest, facts) !== true) return null;
  return { how, statement: newest.number };
}

/** The same, with what the house tells of what waits: it is adopted, or taken back, or its time is over. */
export function overIn(open: Open, facts: Facts, { asking, adopted, ways }: Waiting): Way | null {
  if (open.what === "way") return ways.includes(open.subject) ? null : { how: "mended" };
  if (open.what !== "countersign") return overOf(open, facts);
  if (adopted.includes(open.subject)) return { how: "adopted" };
  return asking.some(({ name }) => name === open.subject) ? null : { how: "over" };
}

/** A seat "ID DAY" is filled once nobody holds it for that term; one of "size-N after-M" once there are as many again. */
function isFilled(subject: string, { seats }: { readonly seats: Facts["statements"][number]["seats"] }): boolean {
  const size = /^size-(\d+) /u.exec(subject)?.[1];
  if (size !== undefined) return seats.length >= Number(size);
  const [id = "", until = ""] = subject.split(" ");
  return !seats.some((seat) => seat.id === id && seat.until === until);
}

/**
 * Whether an end by a fact is one that the statements bear out: false for a server that says so of a statement which does not show it.
 * What was put to the members alone, or taken back, statements do not tell.
 */
export function isBorneOut(open: Open, { how, statement }: Way, facts: Facts): boolean {
  if (statement === undefined)
    return open.what === "way"
      ? how === "mended"
      : open.what === "countersign" && (how === "over" || how === "adopted");
  const statements = facts.statements.slice(0, statement);
  if (statements.length !== statement) return false;
  // Which days off an earlier statement named, its calendar would tell: only the newest is at hand.
  if (open.what === "calendar" && statement < facts.statements.length) return how === "listed";
  return overOf(open, { ...facts, statements })?.how === how;
}

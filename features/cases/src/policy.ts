import { OweError, readCalendar, readSpan, type Calendar, type Span } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import calendarFile from "./calendar.json" with { type: "json" };
import policyFile from "./policy.json" with { type: "json" };
import { exactly, oneOf, whole } from "./reading.ts";
import type { CaseClass } from "./routes.ts";

/** What part an owner plays. Who owned in one role is passed over in the others. */
export type Role = "intake" | "investigation" | "decision" | "review";

/** On whose side a member of the committee sits. */
export type Side = "employees" | "employer" | "outside";

/** The clocks of one class of case; what each starts from is said in spec/owe.md §6. */
export interface Clocks {
  /** Submission → personal answer. */
  readonly answer: Span;
  /** The owner opens → personal answer, if that is earlier. */
  readonly afterOpening: Span;
  /** Last answer → next update. */
  readonly update: Span;
  /** Submission → written outcome. In days or working days. */
  readonly outcome: Span;
  /** A missed date is acted on → the next owner's date. */
  readonly afterMiss: Span;
  /** "This does not answer me" → answer. */
  readonly unanswered: Span;
  /** Contest → outcome of the review. In days or working days. */
  readonly review: Span;
  /** Submission → answer, for reports that arrive while very many are unread. */
  readonly waiting: Span;
  /** The first date of a duty → the latest it may be postponed to. */
  readonly postponeAtMost: Span;
}

/** Everything about time and order that an organisation may set. Hashed into the roster statement. */
export interface Policy {
  readonly niuniu: "policy v1";
  readonly classes: Readonly<Record<CaseClass, Clocks>>;
  /** How long an outcome can be contested: from the reporter's signed return, or from the outcome if there is none. */
  readonly contest: { readonly afterReturn: Span; readonly otherwise: Span };
  /** So many unread reports at submission put a new one in the waiting pool. */
  readonly waitingAfter: number;
  /** For each role the sides in the order in which they are asked to own. */
  readonly ladders: Readonly<Record<Role, readonly Side[]>>;
}

export const roles = ["intake", "investigation", "decision", "review"] as const satisfies readonly Role[];
const sides = ["employees", "employer", "outside"] as const satisfies readonly Side[];
const clockNames = [
  "answer",
  "afterOpening",
  "update",
  "outcome",
  "afterMiss",
  "unanswered",
  "review",
  "waiting",
  "postponeAtMost",
] as const satisfies readonly (keyof Clocks)[];

/**
 * A policy from untrusted input: every field present, none unknown, every span at least one whole unit, outcome and review in days,
 * every ladder naming each side once. Throws Refused("cases/malformed-policy").
 */
export function parsePolicy(value: unknown): Policy {
  const policy = need(exactly(value, ["niuniu", "classes", "contest", "waitingAfter", "ladders"]));
  const classes = need(exactly(policy.classes, ["crisis", "ordinary"]));
  const contest = need(exactly(policy.contest, ["afterReturn", "otherwise"]));
  const ladders = need(exactly(policy.ladders, roles));
  return {
    niuniu: need(oneOf(policy.niuniu, ["policy v1"])),
    classes: { crisis: clocks(classes.crisis), ordinary: clocks(classes.ordinary) },
    contest: { afterReturn: inDays(span(contest.afterReturn)), otherwise: inDays(span(contest.otherwise)) },
    waitingAfter: need(whole(policy.waitingAfter, 1, 1_000_000)),
    ladders: {
      intake: sideOrder(ladders.intake),
      investigation: sideOrder(ladders.investigation),
      decision: sideOrder(ladders.decision),
      review: sideOrder(ladders.review),
    },
  };
}

/** A calendar from untrusted input. Throws Refused("cases/malformed-policy"). */
export function parseCalendar(value: unknown): Calendar {
  return orMalformed(() => readCalendar(value));
}

/** The policy and calendar a new organisation starts with, as reviewed in policy.json and calendar.json. */
export const DEFAULT: { readonly policy: Policy; readonly calendar: Calendar } = {
  policy: parsePolicy(policyFile),
  calendar: parseCalendar(calendarFile),
};

/** The exact bytes (UTF-8) of a parsed policy or calendar that are hashed into the roster statement: one line of JSON. */
export function policyText(value: Policy | Calendar): string {
  return `${JSON.stringify(value)}\n`;
}

function clocks(value: unknown): Clocks {
  const given = need(exactly(value, clockNames));
  return {
    answer: span(given.answer),
    afterOpening: span(given.afterOpening),
    update: span(given.update),
    outcome: inDays(span(given.outcome)),
    afterMiss: span(given.afterMiss),
    unanswered: span(given.unanswered),
    review: inDays(span(given.review)),
    waiting: span(given.waiting),
    postponeAtMost: span(given.postponeAtMost),
  };
}

function span(value: unknown): Span {
  return orMalformed(() => readSpan(value));
}

/** Dates that outlive an obligation are kept as days, so they must be days to begin with. */
function inDays(value: Span): Span {
  if ("hours" in value) throw new Refused("cases/malformed-policy");
  return value;
}

function sideOrder(value: unknown): readonly Side[] {
  if (!Array.isArray(value)) throw new Refused("cases/malformed-policy");
  const order = value.map((side) => need(oneOf(side, sides)));
  if (order.length !== sides.length || new Set(order).size !== sides.length)
    throw new Refused("cases/malformed-policy");
  return order;
}

function need<Value>(value: Value | null): Value {
  if (value === null) throw new Refused("cases/malformed-policy");
  return value;
}

function orMalformed<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof OweError) throw new Refused("cases/malformed-policy");
    throw error;
  }
}

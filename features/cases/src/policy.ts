import { OweError, readCalendar, readSpan, type Calendar, type Span } from "@niuniu/owe";
import { CALENDAR, Refused, sectionIn } from "@niuniu/wire";
import policyFile from "./policy.json" with { type: "json" };
import { distinct, oneOf, shape, whole, type Reader } from "@niuniu/note/reading";
import type { CaseClass } from "./routes.ts";
import { versions, type Version } from "./rules-version.ts";

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

/** The longest silence, whatever anybody does short of letting a date pass, which is public. In days or working days. */
export interface Silence {
  /** Last signed word to the reporter, or the report → the latest date of the next word. */
  readonly word: Span;
  /** The day of the outcome → the latest day to which it can be put off, once: for the police, or a witness who is away. */
  readonly extension: Span;
}

/** Everything about time and order that an organisation may set. Hashed into the roster statement. */
export interface Policy {
  readonly version: Version;
  /** From version 6 on there are serious cases as well. */
  readonly classes: Readonly<Record<Exclude<CaseClass, "serious">, Clocks>> & { readonly serious?: Clocks };
  /** From version 6 on; absent before. */
  readonly silence?: Silence;
  /** How long an outcome can be contested: from the reporter's signed return, or from the outcome if there is none. */
  readonly contest: { readonly afterReturn: Span; readonly otherwise: Span };
  /** So many unread reports at submission put a new one in the waiting pool. */
  readonly waitingAfter: number;
  /** For each role the sides in the order in which they are asked to own. */
  readonly ladders: Readonly<Record<Role, readonly Side[]>>;
}

/** Every role, in the order of a case's life. */
export const roles = ["intake", "investigation", "decision", "review"] as const satisfies readonly Role[];

const span: Reader<Span> = (value) => orUndefined(() => readSpan(value));
/** Dates that outlive an obligation are kept as days, so they must be days to begin with. */
const spanInDays: Reader<Span> = (value) => {
  const read = span(value);
  return read !== undefined && "hours" in read ? undefined : read;
};
const clocks: Reader<Clocks> = shape({
  answer: span,
  afterOpening: span,
  update: span,
  outcome: spanInDays,
  afterMiss: span,
  unanswered: span,
  review: spanInDays,
  waiting: span,
  postponeAtMost: span,
});
const everySide: Reader<readonly Side[]> = distinct(oneOf("employees", "employer", "outside"), 3, 3);
const others = {
  contest: shape({ afterReturn: spanInDays, otherwise: spanInDays }),
  waitingAfter: whole(1, 1_000_000),
  ladders: shape({ intake: everySide, investigation: everySide, decision: everySide, review: everySide }),
};
const isVersion =
  (fits: (version: Version) => boolean): Reader<Version> =>
  (value) =>
    versions.find((known) => known === value && fits(known));
const five: Reader<Policy> = shape({
  version: isVersion((version) => version < 6),
  classes: shape({ crisis: clocks, ordinary: clocks }),
  ...others,
});
const six: Reader<Policy> = shape({
  version: isVersion((version) => version >= 6),
  classes: shape({ crisis: clocks, serious: clocks, ordinary: clocks }),
  silence: shape({ word: spanInDays, extension: spanInDays }),
  ...others,
});
const policy: Reader<Policy> = (value) => five(value) ?? six(value);

/**
 * The section of cases, from untrusted input: every field present, none unknown, every span at least one whole unit, outcome,
 * review and the longest silence in days, every ladder naming each side once; `version`: that of the rules. Throws Refused("cases/malformed-policy").
 */
export function readSection(value: unknown): Policy {
  const read = policy(value);
  if (read === undefined) throw new Refused("cases/malformed-policy");
  return read;
}

/** What a policy of any version (JSON) says of cases. Throws Refused("cases/malformed-policy"). */
export function parsePolicy(value: unknown): Policy {
  return readSection(sectionIn(value, "cases"));
}

/** A calendar from untrusted input. Throws Refused("cases/malformed-policy"). */
export function parseCalendar(value: unknown): Calendar {
  const read = orUndefined(() => readCalendar(value));
  if (read === undefined) throw new Refused("cases/malformed-policy");
  return read;
}

/** The section a new organisation starts with, as reviewed in policy.json. */
export const SECTION: unknown = policyFile;

/** The same as this version reads it, and the calendar of an organisation that has not said where it is. */
export const DEFAULT: { readonly policy: Policy; readonly calendar: Calendar } = {
  policy: readSection(SECTION),
  calendar: parseCalendar(CALENDAR),
};

function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof OweError) return undefined;
    throw error;
  }
}

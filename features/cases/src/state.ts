import type { Holding, MatterState } from "@niuniu/matter";
import type { Day } from "@niuniu/owe";
import type { CaseTerms, OwedAct } from "./events.ts";
import type { Role } from "./policy.ts";
import type { CaseClass, Stage } from "./routes.ts";

/** A signed text to the reporter that can be said not to be one. */
export interface Message {
  readonly number: number;
  readonly by: string;
  readonly kind: "answer" | "stage" | "outcome" | "junk";
  readonly contested: boolean;
  /** The day on which it settled what was owed, by the server's word; absent where it settled nothing. */
  readonly settledOn?: Day;
  /** Its reporter has signed that it could not be read. No rule before the fourth version looks at it; absent for every other. */
  readonly unread?: true;
  /** How things stood before it seemed to settle what was owed; absent where it settled nothing, or that was taken back. */
  readonly before?: Before;
}

/** How things stood before a message settled what was owed, so that they can be as if nobody had written it. */
export interface Before {
  /** What was owed, by the end of which day, and what postponing it was counted from. */
  readonly act: OwedAct;
  readonly due: Day;
  readonly firstDue: Day;
  readonly held: readonly Holding[];
  readonly late: OwedAct | null;
  readonly metUntil: Day;
  /** The message was counted as a date met. */
  readonly counted: boolean;
}

/** An outcome that a second member has yet to sign, and what was owed before it was written. */
interface Proposed {
  readonly number: number;
  readonly by: string;
  readonly act: OwedAct;
}

/** Somebody who signed that the report cannot be opened; like an outcome, it can be contested once it has ended the case. */
export type Unopened = Pick<Message, "number" | "by" | "contested">;

/** Everything the rules know of a case, folded from its entries. Plain JSON; no text of anybody is in it. */
export interface CaseState extends MatterState<CaseTerms> {
  readonly class: CaseClass;
  /** A file sealed by hand: there is no key to sign or to re-wrap with. */
  readonly sealed: boolean;
  readonly stage: Stage;
  /** What postponing is counted from: the earliest date of the silence that lasts, until something is settled. */
  readonly firstDue: Day;
  /** Who has held what is owed, the first of them first; only days on which it changed hands. */
  readonly held: readonly Holding[];
  /** The written outcome, of the case or of its review, is owed by this day. */
  readonly outcomeBy: Day;
  /** The day of the report, or of the contest: from when a word is waited for where none has come. From the sixth version of the rules on. */
  readonly askedOn?: Day;
  /** The day of the outcome has been put off; absent where it has not. */
  readonly extended?: true;
  /** A second member has yet to sign this; absent where nothing waits for that. */
  readonly proposed?: Proposed;
  /** A less urgent class that one member has signed, and one of another side has not; absent where there is none. */
  readonly lowering?: { readonly to: CaseClass; readonly by: string };
  /** In the waiting pool: nobody has opened it, and it arrived while very many were unread. */
  readonly waiting: boolean;
  /** Who holds a wrap. */
  readonly readers: readonly string[];
  /** Struck out, as far as this side can know. */
  readonly struck: readonly string[];
  /** Everybody who ever owned it, in order. */
  readonly owners: readonly string[];
  /** Who owned in each role, the most recent last. */
  readonly served: Readonly<Record<Role, readonly string[]>>;
  readonly opened: readonly { readonly by: string; readonly day: Day }[];
  readonly messages: readonly Message[];
  /** Who could not open it; absent while nobody has said so. */
  readonly cannotOpen?: readonly Unopened[];
  /** Who opened it after an end at which nobody could; absent where nobody did. */
  readonly openedAfterAll?: readonly string[];
  /** What stayed missed when it ended without an outcome, and is overdue again once it is open; absent where nothing did. */
  readonly unmet?: OwedAct;
  /** Whom another reader let in and who has not opened it since; absent where nobody is. */
  readonly unproven?: readonly string[];
  /** The day, by its author's clock, of the last text that somebody wrote to the reporter; absent before the first. */
  readonly wrote?: Day;
  /** It closed because nobody who can open it is in office. */
  readonly left: boolean;
  readonly missed: number;
  /** What was missed and has not been given since; null when nothing is overdue. */
  readonly late: OwedAct | null;
  /** The outcome could not be read and is owed again. */
  readonly reopened: boolean;
  /** Duties settled, each counted once: not before the date of the one counted last, and one outcome a case or review. */
  readonly met: number;
  /** The date of the duty counted last. */
  readonly metUntil: Day;
  readonly outcomeMet: boolean;
  /** What is owed is owed once more, because its reporter said of a message that it is no answer; absent otherwise. */
  readonly again?: true;
  /** What goes on because its reporter has just said that the words which ended it could not be read, until that is owed again. */
  readonly goesOn?: Before;
  readonly postponements: number;
  /** The reporter has signed that the outcome was read. */
  readonly seen: boolean;
}

/** The state without a field: one that is there and undefined is another state than one without it. */
export function without(field: "unmet" | "goesOn" | "again" | "proposed" | "lowering", state: CaseState): CaseState {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== field)) as unknown as CaseState;
}

/** What a state stored before these fields existed stands for. Its misses are judged without them. */
const FIRST = { held: [], late: null, reopened: false, met: 0, metUntil: "0000-00-00", outcomeMet: false } as const;

/** What most cases have in common is not stored with each. */
const COMMON = {
  ...{ sealed: false, struck: [], waiting: false, opened: [], messages: [], missed: 0, late: null, reopened: false },
  ...{
    met: 0,
    metUntil: "0000-00-00",
    outcomeMet: false,
    postponements: 0,
    contestUntil: null,
    seen: false,
    left: false,
  },
} as const;

/** What is stored beside the state as well, under the same name but for that of the case. */
export type Beside = Pick<CaseState, "class" | "entries" | "stage" | "readers"> & { readonly id: string };

/** A state as it is stored: without what {@link completed} puts back. */
export function slim(state: CaseState, beside: Beside): Partial<CaseState> {
  const known: Readonly<Record<string, unknown>> = { ...COMMON, ...besides(beside) };
  const same = ([name, value]: readonly [string, unknown]): boolean =>
    name in known && JSON.stringify(known[name]) === JSON.stringify(value);
  const { obligation, served } = state;
  const { subject, ...owed } = obligation ?? { subject: "" };
  const roles = Object.fromEntries(Object.entries(served).filter(([, owners]) => owners.length > 0));
  const short = { ...state, obligation: subject === beside.id ? owed : obligation, served: roles };
  return Object.fromEntries(Object.entries(short).filter((each) => !same(each)));
}

const besides = ({ id, class: kind, entries, stage, readers }: Beside): Partial<CaseState> => {
  return { case: id, class: kind, entries, stage, readers };
};

const owedOf = (owed: CaseState["obligation"] | undefined, id: string): CaseState["obligation"] =>
  owed == null ? null : { ...owed, subject: "subject" in owed ? owed.subject : id };

/** A stored state as this version knows it: what was not written, by an older one or as it goes without saying, is filled in. */
export function completed(stored: Partial<CaseState>, overdue: boolean, beside: Beside): CaseState {
  const obligation = owedOf(stored.obligation, beside.id);
  const served = { intake: [], investigation: [], decision: [], review: [], ...stored.served };
  const filled = { ...COMMON, ...besides(beside), ...stored, obligation, served } as CaseState;
  if ("held" in stored) return filled;
  const act = obligation?.act;
  const late = overdue && (act === "answer" || act === "update" || act === "outcome") ? act : null;
  return { ...filled, ...FIRST, late };
}

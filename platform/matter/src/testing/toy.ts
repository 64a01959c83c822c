import { dayOf, dueAt, nextOwner } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { continued, type Consequence } from "../consequence.ts";
import type { ActFields, EventFields } from "../entry.ts";
import type { Holding } from "../holding.ts";
import { openKind, owedNow, standingOn } from "../open-kind.ts";
import type { Committee, Given, Setting } from "../rules.ts";
import type { EntryOf, MatterState } from "../state.ts";

/**
 * A kind of matter with as little of its own as can be, to try the rest on: somebody owes a public answer, hands it over, or
 * gives it, which ends the matter. Nobody else reads along, so whoever is in office may own it.
 */
export interface Toy {
  readonly terms: { readonly role: "answering"; readonly act: "answer"; readonly why: "asked" | "handed-over" };
  readonly act: ToyAct;
  readonly event: ToyAsked;
  readonly state: ToyState;
  readonly policy: ToyPolicy;
}

/** Working days until an answer, and after a miss. */
export interface ToyPolicy {
  readonly answer: number;
  readonly afterMiss: number;
}

/** A question was put, outside. */
export type ToyAsked = EventFields<"asked"> & { readonly question: string };

/** What people sign: the answer, in public, or that somebody else owes it. */
export type ToyAct =
  | (ActFields<string, "answer", null> & { readonly text: string })
  | (ActFields<string, "hand-over", null> & { readonly to: string });

/** What is known of it. */
interface ToyState extends MatterState<Toy["terms"]> {
  readonly served: readonly string[];
  readonly held: readonly Holding[];
  readonly answered: string | null;
}

type Now = Consequence<Toy["terms"]>;

const ladderOf = (state: Pick<ToyState, "case">, _role: string, { active }: Pick<Committee, "active">) => {
  const ids = active.map(({ id }) => id).toSorted();
  const start = ids.length === 0 ? 0 : state.case.charCodeAt(0) % ids.length;
  return [...ids.slice(start), ...ids.slice(0, start)];
};

function fold(state: ToyState | null, entry: EntryOf<Toy>, given: Given<ToyPolicy>): ToyState {
  const next = state === null ? begun(entry) : { ...state, entries: state.entries + 1 };
  switch (entry.kind) {
    case "asked":
      return next;
    case "answer":
      return { ...next, answered: entry.text };
    case "hand-over":
      return next;
    case "missed":
      return { ...next, day: entry.date };
    case "closed":
      return { ...next, day: entry.date, obligation: null, contestUntil: entry.contestUntil };
    case "owed": {
      const anew = ["missed", "nobody-left"].includes(entry.why);
      const ladder = ladderOf(next, entry.role, given);
      return { ...next, ...owedNow<Toy>(next, entry, { given, ladder, served: next.served, anew }) };
    }
  }
}

function begun(entry: EntryOf<Toy>): ToyState {
  if (entry.kind !== "asked") throw new Refused("toy/malformed-history");
  return {
    case: entry.case,
    entries: 1,
    day: entry.date,
    role: "answering",
    obligation: null,
    contestUntil: null,
    served: [],
    held: [],
    answered: null,
  };
}

function judge(state: ToyState | null, cause: ToyAct | ToyAsked, now: number, setting: Setting<ToyPolicy>): Now {
  const { calendar, policy } = setting;
  if (cause.kind === "asked") {
    if (state !== null) return null;
    const standing = standingOn(ladderOf(begun(cause), "answering", setting), setting);
    const owner = nextOwner(standing.eligible, { ...standing, served: [] });
    const due = dueAt(now, { workingDays: policy.answer }, calendar);
    return { kind: "owed", why: "asked", role: "answering", act: "answer", owner, due };
  }
  if (state === null) throw new Refused("toy/unknown");
  if (state.obligation === null) throw new Refused("toy/closed");
  if (state.obligation.owner !== cause.by) throw new Refused("toy/not-yours");
  if (cause.kind === "answer") return { kind: "closed", contestUntil: dayOf(now, calendar) };
  const here = ladderOf(state, "answering", setting).filter((id) => !setting.absent.includes(id));
  if (cause.to === cause.by || !here.includes(cause.to)) throw new Refused("toy/cannot-own");
  return continued<Toy["terms"]>(state.obligation, "handed-over", { owner: cause.to });
}

/** An entry as a page would read it: the fields of its kind and no others, in their order. Throws Refused. */
export function readToy(value: unknown): EntryOf<Toy> {
  const { kind = "" } = value as { readonly kind?: string };
  const known = Object.keys(value as object).filter((name) => !optional.includes(name));
  if (known.join() !== fields[kind]) throw new Refused("toy/malformed-history");
  return value as EntryOf<Toy>;
}

const ACT = "niuniu,case,number,previous,date,by,kind,envelope";
const EVENT = "niuniu,case,number,kind,date";
const optional: readonly string[] = ["from", "skipped", "last", "told"];
const fields: Readonly<Partial<Record<string, string>>> = {
  asked: `${EVENT},question`,
  answer: `${ACT},text`,
  "hand-over": `${ACT},to`,
  owed: `${EVENT},why,role,act,owner,due`,
  missed: `${EVENT},person,act,due`,
  closed: `${EVENT},contestUntil`,
};

/** The codes it refuses with. */
export const toyCodes: readonly string[] = [
  ...["toy/unknown", "toy/closed", "toy/not-yours", "toy/cannot-own", "toy/malformed-history"],
  ...["toy/stale-head", "toy/wrong-case", "toy/wrong-date", "toy/date-passed"],
];

/** The kind. */
export const toyKind = openKind<Toy>({
  feature: "toy",
  begins: ({ kind }) => kind === "asked",
  fold,
  judge,
  ladder: ladderOf,
});

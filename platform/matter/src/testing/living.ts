import type { Calendar, Instant } from "@niuniu/owe";
import { dayOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import fc from "fast-check";
import { decide } from "../decide.ts";
import { NO_HEAD } from "../entry.ts";
import type { Kind } from "../kind.ts";
import type { Committee, Person, Rules, Setting } from "../rules.ts";
import type { EntryOf, Matter, StateOf } from "../state.ts";
import { reassign, tick } from "../tick.ts";
import type { Witness } from "../witness.ts";

const MINUTE = 60_000;

/** How lives of one kind come about. */
export interface Living<M extends Matter, Start, Doing> {
  readonly kind: Kind<M>;
  /** Whatever is true of the kind is to be true under each of these. */
  readonly policies: readonly M["policy"][];
  readonly calendar: Calendar;
  readonly people: readonly Person[];
  /** Between which moments lives begin, in ms. */
  readonly from: Instant;
  readonly until: Instant;
  /** How a life begins. */
  readonly start: fc.Arbitrary<Start>;
  /** Whatever somebody may do, allowed or not. */
  readonly doing: fc.Arbitrary<Doing>;
  readonly parse: (value: unknown) => EntryOf<M>;
  /** The entries a life begins with and the state after them, as the server makes them. */
  readonly begin: (
    start: Start,
    setting: Setting<M["policy"]> & { readonly now: Instant },
  ) => { readonly entries: readonly EntryOf<M>[]; readonly state: StateOf<M> };
  /** What an act says beside its frame. */
  readonly fields: (doing: Doing, state: StateOf<M>, now: Instant) => object;
  /** False where the house refuses that these are absent. */
  readonly mayBeAway: (
    state: StateOf<M>,
    next: Pick<Committee, "active" | "absent">,
    now: { readonly leaving: readonly string[]; readonly now: Instant; readonly rules: Rules<M["policy"]> },
  ) => boolean;
}

/** One life: when it begins and how, and what people do in it. */
export interface Script<M extends Matter, Start, Doing> {
  readonly policy: M["policy"];
  readonly now: Instant;
  readonly start: Start;
  readonly unread: number;
  readonly moves: readonly {
    readonly wait: number;
    readonly away: boolean;
    readonly whom: number;
    readonly doing: Doing;
  }[];
}

/** A life as it was lived. */
export interface Lived<M extends Matter> {
  readonly policy: M["policy"];
  readonly entries: readonly EntryOf<M>[];
  readonly state: StateOf<M>;
  readonly now: Instant;
}

/** Random scripts: mostly idle people, and now and then an honest owner, so that long lives come about. */
export function scripts<M extends Matter, Start, Doing>({
  policies,
  people,
  from,
  until,
  start,
  doing,
}: Living<M, Start, Doing>): fc.Arbitrary<Script<M, Start, Doing>> {
  return fc.record({
    policy: fc.constantFrom(...policies),
    now: fc.integer({ min: 0, max: Math.floor((until - from) / MINUTE) }).map((n) => from + n * MINUTE),
    start,
    unread: fc.constantFrom(0, 500),
    moves: fc.array(
      fc.record({
        wait: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 20 * 24 * 60 })),
        away: fc.nat(2).map((n) => n === 0),
        whom: fc.integer({ min: 0, max: people.length - 1 }),
        doing,
      }),
      { maxLength: 40 },
    ),
  });
}

/**
 * Lives a script through: the server acts on every date, people act or do not, allowed or not. `watch` sees every state;
 * `refused` every code.
 */
export function liveThrough<M extends Matter, Start, Doing>(
  living: Living<M, Start, Doing>,
  script: Script<M, Start, Doing>,
  watch: (state: StateOf<M>, now: Instant) => void = () => undefined,
  refused: (code: string) => void = () => undefined,
): Lived<M> {
  const { kind, calendar, people } = living;
  const { policy, unread } = script;
  let now = script.now;
  let absent: readonly string[] = [];
  const setting = () => ({ policy, calendar, active: people, absent, struck: [], unread, now, head: NO_HEAD });
  const begun = living.begin(script.start, setting());
  const entries: EntryOf<M>[] = [...begun.entries];
  let state = begun.state;
  const take = (
    next: { readonly events: readonly EntryOf<M>[]; readonly state: StateOf<M> } | null,
    act?: M["act"],
  ): void => {
    if (next === null) return;
    entries.push(...(act === undefined ? [] : [act]), ...next.events);
    state = next.state;
    watch(state, now);
  };
  watch(state, now);
  for (const { wait, away, whom, doing } of script.moves) {
    const then = now + wait * MINUTE;
    while (state.obligation !== null && state.obligation.due <= then) {
      now = state.obligation.due;
      take(tick(kind, state, now, setting()));
    }
    now = then;
    if (away) {
      absent = absentNext(living, { state, absent, whom, now, policy });
      take(reassign(kind, state, now, setting()));
      continue;
    }
    try {
      const act = living.parse({
        niuniu: "act v1",
        case: state.case,
        number: entries.length + 1,
        previous: NO_HEAD,
        date: dayOf(now, calendar),
        ...living.fields(doing, state, now),
      }) as M["act"];
      take(decide(kind, state, act, setting()), act);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused(error.code);
    }
  }
  return { policy, entries, state, now };
}

/** Who is away once this one went or came back; unchanged where the house refuses it. */
function absentNext<M extends Matter>(
  { people, calendar, mayBeAway }: Pick<Living<M, never, never>, "people" | "calendar" | "mayBeAway">,
  {
    state,
    absent,
    whom,
    now,
    policy,
  }: {
    readonly state: StateOf<M>;
    readonly absent: readonly string[];
    readonly whom: number;
    readonly now: Instant;
    readonly policy: M["policy"];
  },
): readonly string[] {
  const id = people[whom]?.id ?? "";
  const next = absent.includes(id) ? absent.filter((one) => one !== id) : [...absent, id];
  const leaving = next.filter((one) => !absent.includes(one));
  return mayBeAway(state, { active: people, absent: next }, { leaving, now, rules: { policy, calendar } })
    ? next
    : absent;
}

/** What an honest reader of this life knows. */
export function witnessOf<M extends Matter>(
  { people, calendar }: Pick<Living<M, never, never>, "people" | "calendar">,
  { policy, state, now }: Lived<M>,
): Witness<M["policy"]> & { readonly now: Instant } {
  return { policy, calendar, membersAt: () => people, awayOn: () => true, struck: [], claimed: state.obligation, now };
}

/** The event that a life ended today, which nobody brought about. */
export function endedByNobody<M extends Matter>(
  { calendar }: Pick<Living<M, never, never>, "calendar">,
  { state, entries, now }: Lived<M>,
): EntryOf<M> {
  return {
    niuniu: "event v1",
    case: state.case,
    number: entries.length + 1,
    kind: "closed",
    date: dayOf(now, calendar),
    contestUntil: "2027-06-01",
  };
}

import { NO_HEAD } from "@niuniu/matter";
import { reassign } from "../kind.ts";
import { addDays, dayOf, startOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { triedBy } from "../cannot-open.ts";
import { decide, type Context } from "../decide.ts";
import { type Act } from "../events.ts";
import { wouldStrand } from "../leaving.ts";
import type { CaseState } from "../state.ts";

/** A case at a moment, and who is away. */
export interface Scene {
  readonly state: CaseState;
  readonly now: number;
  readonly absent: readonly string[];
}

/** How far a search goes. */
interface How {
  /** For committees that are large: people are told apart only by what they have done, and a date is postponed as far as it may be, never less. */
  readonly briefly?: boolean;
  /** Tried as well is what only moves a case, and moves no date to a later day: {@link moves}. */
  readonly moves?: boolean;
}

type House = Pick<Context, "policy" | "calendar" | "active">;

const MINUTE = 60_000;
const hash = "a".repeat(64);

/**
 * The latest moment at which what is owed can fall due when everybody on the committee works together at saying nothing: every
 * scene that can be reached without a message to the reporter and without a missed date, each once. Tried are all acts that settle
 * nothing, by everybody, at the moments from which dates are counted: the beginning and the end of each day and the minute before
 * the date.
 */
export function farthest(from: Scene, house: House, how: How = {}): { readonly due: number; readonly scenes: number } {
  return untraced(() => search(from, house, how));
}

/** Nearly all that is tried is refused, and nobody reads where it was: to write that down takes longer than the rules do. */
function untraced<Found>(find: () => Found): Found {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return find();
  } finally {
    Error.stackTraceLimit = before;
  }
}

function search(from: Scene, house: House, how: How): ReturnType<typeof farthest> {
  const keyOf = how.briefly === true ? keyOfKind : keyOfPeople;
  const seen = new Set([keyOf(from)]);
  const open = [from];
  let due = 0;
  for (let scene = open.pop(); scene !== undefined; scene = open.pop()) {
    due = Math.max(due, scene.state.obligation?.due ?? 0);
    for (const next of [...waits(scene, house), ...acts(scene, house, how), ...absences(scene, house)]) {
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
  }
  return { due, scenes: seen.size };
}

/** Everything of a scene that any date depends on. */
function datesOf({ state, now }: Scene): string {
  const { obligation, firstDue, waiting, messages, reopened, stage, lowering, extended, proposed } = state;
  // What settled nothing has moved no date, however much of it there is.
  const about = messages.flatMap(({ contested, settledOn }) => (settledOn === undefined ? [] : [Number(contested)]));
  const dates = [now, obligation?.act, obligation?.due, firstDue, Number(waiting), Number(reopened), about.join("")];
  return [...dates, state.class, stage, lowering?.to, lowering?.by, extended, proposed?.act].join();
}

function keyOfPeople(scene: Scene): string {
  const { state, absent } = scene;
  const opened = state.opened.map(({ by }) => by).toSorted();
  const who = [opened, [...absent].toSorted(), [...state.readers].toSorted(), [...new Set(triedBy(state))].toSorted()];
  return [datesOf(scene), state.obligation?.owner, ...who].join(" ");
}

function keyOfKind(scene: Scene): string {
  const { state, absent } = scene;
  const kinds = state.readers.map((id) => {
    return (
      Number(state.opened.some(({ by }) => by === id)) +
      2 * Number(absent.includes(id)) +
      4 * Number(id === state.obligation?.owner) +
      8 * Number(triedBy(state).includes(id))
    );
  });
  return `${datesOf(scene)} ${kinds.toSorted().join("")}`;
}

/** The moments worth waiting for before the date. */
function waits({ state, now, absent }: Scene, { calendar }: House): readonly Scene[] {
  const due = state.obligation?.due ?? 0;
  const today = dayOf(now, calendar);
  const moments = [startOf(addDays(today, 1), calendar), due - MINUTE];
  return moments.filter((at) => at > now && at < due).map((at) => ({ state, now: at, absent }));
}

function acts(scene: Scene, house: House, how: How): readonly Scene[] {
  const { state, now, absent } = scene;
  const owed = state.obligation;
  if (owed === null) return [];
  const { active } = house;
  const context: Context = { ...house, absent, struck: [], unread: 0, head: NO_HEAD, statement: hash };
  const unread = active.filter(({ id }) => !state.opened.some(({ by }) => by === id));
  const tried = [
    ...unread.map(({ id: by }) => ({ by, kind: "open", envelope: null })),
    ...active.map(({ id: to }) => ({ by: owed.owner, kind: "hand-over", to })),
    { by: owed.owner, kind: "cannot-open", envelope: null, reason: "unreadable" },
    ...active.flatMap(({ id: reader }) =>
      state.readers.includes(reader)
        ? []
        : [{ by: owed.owner, kind: "rewrap", envelope: null, reader, wrapHash: hash }],
    ),
    ...(how.moves === true ? moves(scene, house) : []),
    ...state.messages.flatMap(({ number: about, contested }) =>
      contested
        ? []
        : ["not-an-answer", "unreadable"].map((reason) => ({ by: "reporter", kind: "unanswered", about, reason })),
    ),
  ];
  const next = tried.flatMap((one) => acted(state, one, now, context) ?? []);
  return [...next, ...postponements(state, now, context).slice(how.briefly === true ? -1 : 0)].map((after) => ({
    state: after,
    now,
    absent,
  }));
}

/** What only moves a case: how urgent it is, its stage, an outcome that is written and refused, the day of the outcome. */
function moves({ state }: Scene, { active }: House): readonly object[] {
  const by = state.obligation?.owner;
  return [
    ...active.flatMap(({ id }) =>
      (["ordinary", "serious", "crisis"] as const).map((to) => ({ by: id, kind: "reclass", to })),
    ),
    { by, kind: "stage", to: state.stage === "received" ? "assessed" : "investigated" },
    ...(state.class === "ordinary" ? [] : [{ by, kind: "outcome" }]),
    { by, kind: "second", about: state.proposed?.number ?? 1, says: "no" },
    { by, kind: "extend", to: addDays(state.outcomeBy, 60), ground: "police" },
  ];
}

/** To every day that the rules allow. */
function postponements(state: CaseState, now: number, context: Context): readonly CaseState[] {
  const { owner: by = "", due = 0 } = state.obligation ?? {};
  const later: CaseState[] = [];
  for (let day = dayOf(due, context.calendar), refused = 0; refused < 3; day = addDays(day, 1)) {
    const after = acted(state, { by, kind: "postpone", due: day }, now, context);
    if (after === null) refused++;
    else later.push(after);
  }
  return later;
}

function acted(state: CaseState, fields: object, now: number, context: Context): CaseState | null {
  const act = {
    ...{ niuniu: "act v1", case: state.case, number: state.entries + 1, previous: NO_HEAD },
    ...{ date: dayOf(now, context.calendar), envelope: hash, ...fields },
  } as Act;
  try {
    return decide(state, act, now, context).state;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Whoever owns it goes away, as far as the house lets them, and comes back. That others are away only takes choices from the owner. */
function absences({ state, now, absent }: Scene, house: House): readonly Scene[] {
  return house.active.flatMap(({ id }) => {
    if (id !== state.obligation?.owner && !absent.includes(id)) return [];
    const next = absent.includes(id) ? absent.filter((one) => one !== id) : [...absent, id];
    if (wouldStrand(state, { active: house.active, absent: next }, { leaving: [id], now, rules: house })) return [];
    const moved = reassign(state, now, { ...house, absent: next });
    return [{ state: moved?.state ?? state, now, absent: next }];
  });
}

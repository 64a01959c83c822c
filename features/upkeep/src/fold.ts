import { owedNow, type EntryOf, type EventOf, type Given } from "@niuniu/matter";
import { Refused } from "@niuniu/wire";
import { ladderOf } from "./ladder.ts";
import type { Policy } from "./policy.ts";
import type { Begun, Upkeep, UpkeepAct, UpkeepState } from "./terms.ts";

/** Reasons that give whoever owes it now a duty of their own, and not what is left of somebody else's. */
const ANEW: readonly string[] = ["begun", "signed", "done", "returned", "missed", "nobody-left"];

/** Folds one entry into the state. Throws Refused("upkeep/malformed-history") where nothing begins with it. */
export function fold(before: UpkeepState | null, entry: EntryOf<Upkeep>, given: Given<Policy>): UpkeepState {
  if (entry.kind === "begun") return begun(entry);
  if (before === null) throw new Refused("upkeep/malformed-history");
  const state = { ...before, entries: before.entries + 1 };
  return entry.niuniu === "act v1" ? acted(state, entry) : said(state, entry, given);
}

function acted(state: UpkeepState, act: UpkeepAct): UpkeepState {
  switch (act.kind) {
    case "hand-over":
      return state;
    case "done":
      return { ...state, keeper: act.by, ...(act.reviewed === undefined ? {} : { reviewed: act.reviewed }) };
    case "confirm":
      return { ...state, end: "confirmed" };
    case "return":
      // To say that it is done, and to be told that it is not, gains nobody a date.
      return { ...state, misses: state.misses + (act.date > state.until ? 1 : 0) };
  }
}

type LaterEvent = Exclude<EventOf<Upkeep>, Begun>;

function said(state: UpkeepState, event: LaterEvent, given: Given<Policy>): UpkeepState {
  const { date: day } = event;
  switch (event.kind) {
    case "signed":
      return { ...state, day, signed: [...state.signed, event.who] };
    case "settled":
      return { ...state, day, end: event.how };
    case "missed":
      return { ...state, day, misses: state.misses + 1 };
    case "closed": {
      const end = state.end ?? (event.why === "left" ? "left" : "alone");
      return { ...state, day, obligation: null, contestUntil: event.contestUntil, end };
    }
    case "owed":
      return owed(state, event, given);
  }
}

function begun({ case: name, date, what, subject, until, signed, alarm }: Begun): UpkeepState {
  return {
    case: name,
    entries: 1,
    day: date,
    role: "keeping",
    obligation: null,
    contestUntil: null,
    what,
    subject,
    begun: date,
    until,
    signed,
    ...(alarm === undefined ? {} : { alarm }),
    keeper: null,
    served: { keeping: [], confirming: [] },
    held: [],
    misses: 0,
    end: null,
  };
}

function owed(
  before: UpkeepState,
  entry: Extract<LaterEvent, { readonly kind: "owed" }>,
  given: Given<Policy>,
): UpkeepState {
  const { role, why } = entry;
  // Whoever sees to it from here on has not done it yet.
  const state: UpkeepState = { ...before, keeper: why === "returned" ? null : before.keeper };
  const ladder = ladderOf(before, role, given);
  const now = owedNow<Upkeep>(state, entry, { given, ladder, served: state.served[role], anew: ANEW.includes(why) });
  return { ...state, ...now, served: { ...state.served, [role]: now.served } };
}

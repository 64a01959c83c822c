import { continued, standingOn, type Consequence, type Setting } from "@niuniu/matter";
import { closingOf, dayOf, dueAt, nextOwner, type Instant } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { checkReviewed } from "./first-hours.ts";
import { ladderOf } from "./ladder.ts";
import type { Policy } from "./policy.ts";
import type { Begun, Role, Settled, UpkeepAct, UpkeepEvent, UpkeepState, UpkeepTerms, What } from "./terms.ts";

type Now = Consequence<UpkeepTerms>;
type Known = Setting<Policy> & { readonly now: Instant };

/** What ends by a fact, and by nobody saying that it is done. */
const BY_FACT: ReadonlySet<What> = new Set(["statement", "countersign", "way"]);

/** By which facts each of them can be over; what has none ends by a word alone, and no server can end it. */
const ENDS: Readonly<Record<What, readonly Settled["how"][]>> = {
  statement: ["renewed"],
  countersign: ["adopted", "over"],
  way: ["mended"],
  seat: ["filled"],
  calendar: ["listed"],
  policy: [],
  rehearsal: [],
  restore: [],
  alarm: ["answered"],
  "first-hours": [],
};

/** True for what a member ends by saying what was done, and somebody of another side by confirming it. */
export const isSaid = (what: What): boolean => !BY_FACT.has(what);

/** What follows from an act, or from what the server says happened. Throws Refused where it is not allowed. */
export function judge(
  state: UpkeepState | null,
  cause: UpkeepAct | UpkeepEvent,
  now: Instant,
  setting: Setting<Policy>,
): Now {
  const known = { ...setting, now };
  if (cause.kind === "begun") return state === null ? beginning(cause, known) : unknown();
  if (state === null) return unknown();
  const { obligation } = state;
  if (obligation === null) throw new Refused("upkeep/closed");
  switch (cause.kind) {
    case "signed":
      return signed(state, cause.who, known);
    case "settled":
      if (!ENDS[state.what].includes(cause.how)) throw new Refused("upkeep/ends-otherwise");
      return ended(known);
    case "done":
      mine(state, cause.by, "keeping");
      checkReviewed(state.what, cause, known.policy);
      return done(state, cause.by, known);
    case "confirm":
      mine(state, cause.by, "confirming");
      return ended(known);
    case "return":
      mine(state, cause.by, "confirming");
      return returned(state, known);
    case "hand-over":
      mine(state, cause.by, state.role);
      return continued<UpkeepTerms>(obligation, "handed-over", { owner: taker(state, cause.to, known) });
  }
}

function unknown(): never {
  throw new Refused("upkeep/malformed-history");
}

function mine({ obligation, role }: UpkeepState, by: string, wanted: Role): void {
  if (obligation?.owner !== by) throw new Refused("upkeep/not-yours");
  if (role !== wanted) throw new Refused("upkeep/other-act");
}

const ended = ({ now, calendar }: Known): Now => ({ kind: "closed", contestUntil: dayOf(now, calendar) });

function beginning(event: Begun, known: Known): Now {
  const { calendar, now } = known;
  const fresh = { case: event.case, signed: event.signed, keeper: null };
  if (ladderOf(fresh, "keeping", known).length === 0) return ended(known);
  const due = Math.max(closingOf(event.until, calendar), dueAt(now, { workingDays: 1 }, calendar));
  const owner = ownerOf(fresh, "keeping", [], known);
  return { kind: "owed", why: "begun", role: "keeping", act: "do", owner, due };
}

function signed(state: UpkeepState, who: string, known: Known): Now {
  const { obligation } = state;
  if (state.what !== "countersign" || state.signed.includes(who)) throw new Refused("upkeep/signed-before");
  if (obligation?.owner !== who) return null;
  const next = { ...state, signed: [...state.signed, who] };
  if (ladderOf(next, "keeping", known).length === 0) return ended(known);
  // What is left of its time is the matter's: each of them was asked from the first day.
  return continued<UpkeepTerms>(obligation, "signed", { owner: ownerOf(next, "keeping", state.served.keeping, known) });
}

function done(state: UpkeepState, by: string, known: Known): Now {
  if (!isSaid(state.what)) throw new Refused("upkeep/ends-by-itself");
  const next = { ...state, keeper: by };
  if (ladderOf(next, "confirming", known).length === 0) return ended(known);
  const owner = ownerOf(next, "confirming", state.served.confirming, known);
  const due = dueAt(known.now, { workingDays: known.policy.confirm }, known.calendar);
  return { kind: "owed", why: "done", role: "confirming", act: "confirm", owner, due };
}

function returned(state: UpkeepState, known: Known): Now {
  const { calendar, now, policy } = known;
  const owner = ownerOf(state, "keeping", state.served.keeping, known);
  const due = Math.max(closingOf(state.until, calendar), dueAt(now, { workingDays: policy.afterMiss }, calendar));
  return { kind: "owed", why: "returned", role: "keeping", act: "do", owner, due };
}

function taker(state: UpkeepState, to: string, known: Known): string {
  const here = ladderOf(state, state.role, known).filter((id) => !known.absent.includes(id));
  if (to === state.obligation?.owner || !here.includes(to)) throw new Refused("upkeep/cannot-own");
  return to;
}

function ownerOf(
  state: Pick<UpkeepState, "case" | "signed" | "keeper">,
  role: Role,
  served: readonly string[],
  known: Known,
): string {
  const standing = standingOn(ladderOf(state, role, known), known);
  return nextOwner(standing.eligible, { ...standing, served });
}

import { continued, type NowClosed, type Owing } from "@niuniu/matter";
import { closingOf, dayOf, endOf, handOver, OweError, postpone, startOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { whenCannotOpen, whenOpenedAfterAll } from "./cannot-open.ts";
import { afterAnswer, clocksOf, outcomeDue, silenceIn, until, wordDue } from "./clocks.ts";
import type { CaseTerms, MemberAct } from "./events.ts";
import { canRead, chooseOwner, isBarred, standingOf } from "./ladder.ts";
import type { Role } from "./policy.ts";
import {
  authorsAreBarred,
  limitsStay,
  movingGivesNoTime,
  openingCounts,
  openingKeepsDates,
  wordsComeFromReaders,
} from "./rules-version.ts";
import { refuseWhileProposed, whenProposed, whenSeconded } from "./second.ts";
import type { CaseState } from "./state.ts";
import type { Consequence, NowOwed, Setting } from "./terms.ts";
import { toldBy } from "./telling.ts";
import { whenReclassed } from "./urgency.ts";

type ActOf<Kind extends MemberAct["kind"]> = Extract<MemberAct, { readonly kind: Kind }>;

/** What follows when a member acts. The caller has checked that `act.by` signed it. Throws Refused. */
export function whenMemberActs(state: CaseState, act: MemberAct, now: number, setting: Setting): Consequence {
  if (!canRead(state, act.by, setting.active)) throw new Refused("cases/not-a-reader");
  if (act.kind === "open") return whenOpened(state, act, now, setting);
  if (act.kind === "rewrap") return whenRewrapped(state, act, setting);
  if (act.kind === "note" || act.kind === "reclass") return whenReaderSays(state, act, now, setting);
  return whenOwnerActs(state, act, now, { ...setting, owed: ownDuty(state, act.by) });
}

function whenReaderSays(state: CaseState, act: ActOf<"note" | "reclass">, now: number, setting: Setting): Consequence {
  refuseClosed(state);
  if (act.kind === "note") return null;
  refuseUnopened(state, act.by, setting);
  return whenReclassed(state, act, now, setting);
}

/** What only the owner does, whose duty is `owed`. */
type OwnersAct = Exclude<MemberAct, { readonly kind: "open" | "rewrap" | "note" | "reclass" }>;
type Owned = Setting & { readonly owed: Owing<CaseTerms> };

function whenOwnerActs(state: CaseState, act: OwnersAct, now: number, setting: Owned): Consequence {
  if (writing.includes(act.kind)) refuseUnopened(state, act.by, setting);
  if (around.includes(act.kind)) refuseWhileProposed(state);
  switch (act.kind) {
    case "answer":
      return whenAnswered(state, setting.owed, now, setting);
    case "stage":
      return whenStageMoves(state, act, now, setting);
    case "outcome":
    case "junk":
      return whenEnded(state, act, now, setting);
    case "second":
      return whenSeconded(state, act, now, setting);
    case "extend":
      return whenExtended(state, act, now, setting);
    case "cannot-open":
      return whenCannotOpen(state, act, now, setting);
    case "hand-over":
      return whenHandedOver(state, act, setting.owed, setting);
    case "postpone":
      return whenPostponed(state, act, setting.owed, setting);
  }
}

/** What is written to the reporter, or signed under what was: by whoever has read the report. */
const writing: readonly MemberAct["kind"][] = ["answer", "stage", "outcome", "junk", "second"];
/** What would go around a second signature that is owed. */
const around: readonly MemberAct["kind"][] = ["stage", "outcome", "junk", "extend", "cannot-open", "postpone"];

function whenEnded(state: CaseState, act: ActOf<"outcome" | "junk">, now: number, setting: Setting): Consequence {
  if (act.kind === "junk") refuseSecondTime(state, act.by, setting);
  return whenProposed(state, act, setting) ?? whenClosed(state, act, now, setting);
}

function whenClosed(state: CaseState, { by }: MemberAct, now: number, setting: Setting): NowClosed {
  const end = until(now, setting.policy.contest.otherwise, setting);
  return { kind: "closed", contestUntil: dayOf(end, setting.calendar), ...toldBy(state, by, now, setting) };
}

/** Reading can only make a date earlier, from the sixth version of the rules on only by taking a report out of the waiting pool. */
function whenOpened(state: CaseState, act: ActOf<"open">, now: number, setting: Setting): Consequence {
  const again = whenOpenedAfterAll(state, act.by, now, setting);
  if (again !== null) return again;
  if (state.opened.some(({ by }) => by === act.by)) throw new Refused("cases/already-opened");
  const owed = state.obligation;
  if (owed?.act !== "answer") return null;
  const clocks = clocksOf(state, setting);
  const isOwn = owed.owner === act.by && !openingKeepsDates(setting);
  const span = isOwn ? clocks.afterOpening : state.waiting ? clocks.answer : null;
  if (span === null) return null;
  const due = until(now, span, setting);
  return due < owed.due ? continued(owed, "opened", { due }) : null;
}

function whenRewrapped(state: CaseState, act: ActOf<"rewrap">, setting: Setting): null {
  if (state.sealed) throw new Refused("cases/sealed-file");
  if (state.struck.includes(act.reader) || setting.struck.includes(act.reader)) throw new Refused("cases/struck-out");
  const isAgain = openingCounts(setting) && state.unproven?.includes(act.reader) === true;
  if (state.readers.includes(act.reader) && !isAgain) throw new Refused("cases/already-reader");
  if (!setting.active.some((person) => person.id === act.reader)) throw new Refused("cases/unknown-reader");
  return null;
}

function whenAnswered(state: CaseState, owed: Owing<CaseTerms>, now: number, setting: Setting): Consequence {
  // A friendly word does not stand in for the outcome once that is what is owed.
  if (owed.act === "outcome" || owed.act === "second") return null;
  return { kind: "owed", why: "answered", role: state.role, owner: owed.owner, ...afterAnswer(state, now, setting) };
}

const nextStage: Readonly<Partial<Record<string, { readonly to: string; readonly role: Role }>>> = {
  received: { to: "assessed", role: "investigation" },
  assessed: { to: "investigated", role: "decision" },
};

function whenStageMoves(
  state: CaseState,
  act: ActOf<"stage">,
  now: number,
  { owed, ...setting }: Setting & { readonly owed: Owing<CaseTerms> },
): NowOwed {
  if (act.to === "concluded") throw new Refused("cases/outcome-needed");
  const next = nextStage[state.stage];
  if (next?.to !== act.to) throw new Refused("cases/not-the-next-stage");
  const owner = chooseOwner(state, next.role, setting);
  const said = { kind: "owed", why: "stage", role: next.role, owner } as const;
  if (movingGivesNoTime(setting)) return { ...said, act: owed.act, due: owed.due };
  // A stage does not stand in for the outcome any more than a friendly word does.
  if (limitsStay(setting) && owed.act === "outcome") return { ...said, act: "outcome", due: owed.due };
  const late = outcomeDue(state, setting) <= now ? { due: owed.due } : {};
  // Once the outcome is late, passing the case on gives nobody more time.
  return { ...said, ...afterAnswer(state, now, setting), ...late };
}

function whenHandedOver(state: CaseState, act: ActOf<"hand-over">, owed: Owing<CaseTerms>, setting: Setting): NowOwed {
  const { to } = act;
  const standing = standingOf(state, state.role, setting);
  if (setting.struck.includes(to)) throw new Refused("cases/struck-out");
  if (isBarred(state, to, setting)) throw new Refused("cases/decided-before");
  orRefused(() => handOver({ ...owed, ladder: standing.eligible }, to, standing));
  const fresh = standing.eligible.some(
    (id) => id !== act.by && !standing.absent.includes(id) && !standing.elsewhere.includes(id),
  );
  if (fresh && standing.elsewhere.includes(to)) throw new Refused("cases/owned-elsewhere");
  return continued(owed, "handed-over", { owner: to });
}

function whenPostponed(state: CaseState, act: ActOf<"postpone">, owed: Owing<CaseTerms>, setting: Setting): NowOwed {
  const most = until(endOf(state.firstDue, setting.calendar), clocksOf(state, setting).postponeAtMost, setting);
  const limit = Math.min(most, outcomeDue(state, setting), wordDue(state, setting));
  const { due } = orRefused(() => postpone(owed, closingOf(act.due, setting.calendar), limit));
  return continued(owed, "postponed", { due });
}

/**
 * The outcome is put off once, for the police or for a witness who is away: by then another word to the reporter is owed, by the
 * same date, where it was the outcome itself.
 */
function whenExtended(state: CaseState, act: ActOf<"extend">, now: number, { owed, ...setting }: Owned): Consequence {
  const silence = silenceIn(setting);
  if (silence === undefined) throw new Refused("cases/older-rules");
  if (state.extended === true || state.role === "review") throw new Refused("cases/extended-before");
  if (outcomeDue(state, setting) <= now || state.reopened) throw new Refused("cases/outcome-late");
  if (act.to <= state.outcomeBy) throw new Refused("cases/not-later");
  const limit = until(startOf(state.outcomeBy, setting.calendar), silence.extension, setting);
  if (closingOf(act.to, setting.calendar) > limit) throw new Refused("cases/beyond-limit");
  return owed.act === "outcome" ? { ...continued(owed, "extended", {}), act: "update" } : null;
}

/** Whoever writes to a reporter has read what they reported. */
function refuseUnopened({ opened }: CaseState, by: string, setting: Setting): void {
  if (wordsComeFromReaders(setting) && !opened.some((one) => one.by === by)) throw new Refused("cases/not-opened");
}

/** Who has set this case aside, and was contradicted, does not get to do it again. */
function refuseSecondTime({ messages }: CaseState, by: string, setting: Setting): void {
  const before = messages.some((one) => one.kind === "junk" && one.by === by);
  if (before && authorsAreBarred(setting)) throw new Refused("cases/set-aside-before");
}

function ownDuty(state: CaseState, by: string): Owing<CaseTerms> {
  const owed = refuseClosed(state);
  if (owed.owner !== by) throw new Refused("cases/not-yours");
  return owed;
}

function refuseClosed(state: CaseState): Owing<CaseTerms> {
  if (state.obligation === null) throw new Refused("cases/closed");
  return state.obligation;
}

const refusals: Readonly<Partial<Record<string, string>>> = {
  "owe/same-owner": "cases/already-owner",
  "owe/not-eligible": "cases/cannot-own",
  "owe/absent": "cases/away",
  "owe/not-later": "cases/not-later",
  "owe/beyond-limit": "cases/beyond-limit",
};

function orRefused<Value>(act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    const code = error instanceof OweError ? refusals[error.code] : undefined;
    if (code === undefined) throw error;
    throw new Refused(code);
  }
}

import { nowAt } from "@niuniu/matter/web/desk";
import type { Choice } from "@niuniu/matter/web/write";
import type { Decision } from "../../terms.ts";
import { addDays, closingOf, dayOf, type Day } from "@niuniu/owe";
import { standingOn, unableOn } from "@niuniu/committee";
import { activeMembers, seatsOf, type Member } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { decide } from "../../decide.ts";
import type { Ground, MemberAct, Unopenable } from "../../events.ts";
import { refusals } from "../../refusals.ts";
import type { CaseClass } from "../../routes.ts";
import type { CaseState } from "../../state.ts";
import type { Desk } from "./desk.ts";
import type { OpenedCase } from "./open-case.ts";

type RefusalCode = keyof typeof refusals;

const choice = (member: Member, code: RefusalCode | null): Choice => ({
  member,
  refused: code === null ? null : refusals[code],
});

/** Everybody a case could be handed to, judged by the same rules the server uses. */
export function handOverChoices(desk: Desk, opened: OpenedCase): readonly Choice[] {
  return seatsOf(desk.roster.newest)
    .filter(({ id }) => id !== desk.me)
    .map((member) => choice(member, judged(desk, opened, { kind: "hand-over", envelope: null, to: member.id })));
}

/** Members in office who hold no wrap of this case, but for whom its reporter struck out; a sealed file can be opened to nobody else. */
export function rewrapChoices(desk: Desk, opened: OpenedCase): readonly Choice[] {
  if (opened.caseSeed === null) return [];
  return activeMembers(desk.roster, desk.clock())
    .filter(({ id }) => !opened.readers.includes(id) && !opened.struck.includes(id))
    .map((member) => choice(member, judged(desk, opened, { kind: "rewrap", envelope: null, reader: member.id })));
}

/** The days to which the date may still be postponed, soonest first; empty when it cannot move any more. */
export function postponeDays(desk: Desk, opened: OpenedCase): readonly Day[] {
  const owed = opened.state?.obligation;
  if (owed === undefined || owed === null) return [];
  const first = dayOf(owed.due, opened.rules.calendar);
  const days: Day[] = [];
  for (let ahead = 0; ahead <= 40; ahead++) {
    const due = addDays(first, ahead);
    if (closingOf(due, opened.rules.calendar) <= owed.due) continue;
    const refused = judged(desk, opened, { kind: "postpone", envelope: "0".repeat(64), due });
    if (refused === null) days.push(due);
    else if (days.length > 0) break;
  }
  return days;
}

/** What this member can say that the case is; nothing under the rules before. */
export function reclassChoices(desk: Desk, opened: OpenedCase): readonly CaseClass[] {
  const classes: readonly CaseClass[] = ["crisis", "serious", "ordinary"];
  return classes.filter((to) => judged(desk, opened, { kind: "reclass", envelope: "0".repeat(64), to }) === null);
}

/** Whether the outcome can be put off at all: by a day. */
export function mayExtend(desk: Desk, opened: OpenedCase): boolean {
  const { outcomeBy } = opened.state ?? {};
  return outcomeBy !== undefined && canExtendTo(desk, opened, addDays(outcomeBy, 1));
}

const canExtendTo = (desk: Desk, opened: OpenedCase, to: Day): boolean =>
  judged(desk, opened, { kind: "extend", envelope: "0".repeat(64), to, ground: "police" }) === null;

/** The days to which the outcome can be put off, latest first: what it is for ends when it ends. */
export function extendDays(desk: Desk, opened: OpenedCase): readonly Day[] {
  const { outcomeBy } = opened.state ?? {};
  if (outcomeBy === undefined) return [];
  const days = Array.from({ length: 130 }, (_, at) => addDays(outcomeBy, 1 + at));
  // One after the other is allowed up to a day: looked for from the end, so that few are tried.
  const most = days.findLastIndex((to) => canExtendTo(desk, opened, to));
  return days.slice(0, most + 1).filter((_, at) => (most - at) % 10 === 0);
}

/** Who is asked to sign under the outcome if it is written now: an id, or null where that closes the case. */
export function secondAfter(desk: Desk, opened: OpenedCase, kind: "outcome" | "junk"): string | null {
  const decision = decided(desk, opened, { kind, envelope: "0".repeat(64) });
  return typeof decision === "string" ? null : (decision.obligation?.owner ?? null);
}

/** Who gets the case if this member signs that they cannot open it: an id, or null where it then closes. */
export function afterCannotOpen(desk: Desk, opened: OpenedCase, reason: Unopenable): string | null {
  const decision = decided(desk, opened, { kind: "cannot-open", envelope: null, reason });
  return typeof decision === "string" ? null : (decision.obligation?.owner ?? null);
}

/** What closing the case with this now brings: until when it can be contested, and who else is told. Null where it is refused. */
export function afterClosing(
  desk: Desk,
  opened: OpenedCase,
  kind: "outcome" | "junk",
): { readonly contestUntil: Day; readonly told: string | null } | null {
  const decision = decided(desk, opened, { kind, envelope: "0".repeat(64) });
  const closed = typeof decision === "string" ? undefined : decision.events.find((event) => event.kind === "closed");
  return closed === undefined ? null : { contestUntil: closed.contestUntil, told: closed.told ?? null };
}

/** What is owed once an answer, or the message of a next stage, is sent now; null where it is refused or nothing is. */
export function afterWords(
  desk: Desk,
  opened: OpenedCase,
  kind: "answer" | "assessed" | "investigated",
): CaseState["obligation"] {
  const envelope = "0".repeat(64);
  const decision = decided(
    desk,
    opened,
    kind === "answer" ? { kind, envelope } : { kind: "stage", envelope, to: kind },
  );
  return typeof decision === "string" ? null : (decision.obligation ?? opened.state?.obligation ?? null);
}

type Tried =
  | { readonly kind: "answer"; readonly envelope: string }
  | { readonly kind: "stage"; readonly envelope: string; readonly to: "assessed" | "investigated" }
  | { readonly kind: "outcome" | "junk"; readonly envelope: string }
  | { readonly kind: "cannot-open"; readonly envelope: null; readonly reason: Unopenable }
  | { readonly kind: "hand-over"; readonly envelope: null; readonly to: string }
  | { readonly kind: "rewrap"; readonly envelope: null; readonly reader: string }
  | { readonly kind: "reclass"; readonly envelope: string; readonly to: CaseClass }
  | { readonly kind: "extend"; readonly envelope: string; readonly to: Day; readonly ground: Ground }
  | { readonly kind: "postpone"; readonly envelope: string; readonly due: Day };

function judged(desk: Desk, opened: OpenedCase, tried: Tried): RefusalCode | null {
  const decision = decided(desk, opened, tried);
  return typeof decision === "string" ? decision : null;
}

function decided(desk: Desk, opened: OpenedCase, tried: Tried): RefusalCode | Decision {
  const { state, header, struck, absences } = opened;
  if (state === null) return "cases/malformed-history";
  const now = nowAt(desk);
  const today = dayOf(now, opened.rules.calendar);
  const { kind, envelope, ...fields } = tried;
  const act = {
    ...{ niuniu: "act v1", case: header.case, number: state.entries + 1, previous: header.head, by: desk.me, kind },
    ...{ date: today, envelope, ...fields },
  } as MemberAct;
  const active = activeMembers(desk.roster, now);
  try {
    return decide(state, act, now, {
      ...{ ...opened.rules, active, struck, unread: 0 },
      absent: active.map(({ id }) => id).filter((id) => unableOn(standingOn(absences, today), id, today)),
      head: header.head,
      statement: desk.roster.hashes.at(-1) ?? "",
    });
  } catch (error) {
    if (error instanceof Refused && error.code in refusals) return error.code as RefusalCode;
    throw error;
  }
}

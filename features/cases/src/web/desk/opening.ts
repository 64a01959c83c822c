import { accountOf, checkSealed } from "@niuniu/matter/web";
import { nowAt } from "@niuniu/matter/web/desk";
import { dayOf } from "@niuniu/owe";
import { activeMembers } from "@niuniu/roster";
import type { ParcelOf } from "@niuniu/wire";
import { decide } from "../../decide.ts";
import type { MemberAct } from "../../events.ts";
import type { ThreadHeader } from "../../routes.ts";
import { sealedCase } from "../sealed-case.ts";
import type { Desk } from "./desk.ts";

/**
 * By when this member's answer would be due (ms since epoch) if they opened the case now, by the rules as this browser runs them over
 * what it may know unopened. Null where opening moves no date, or its record cannot be followed.
 */
export function dueOnceOpened(desk: Desk, { header, parts }: ParcelOf<ThreadHeader>): number | null {
  const { roster, policy, calendar, me } = desk;
  const now = nowAt(desk);
  try {
    const { entries: checked } = checkSealed(header, parts, { roster, auth: header.auth }, sealedCase.read);
    const entries = checked.map(({ entry }) => entry);
    // Whom the reporter struck out stands inside the report; opening asks nobody but the one who opens.
    const known = { roster, newest: { policy, calendar }, struck: [], now };
    const { state, rules } = accountOf(sealedCase, { header, entries }, known);
    if (state === null) return null;
    const date = dayOf(now, rules.calendar);
    const act = {
      ...{ niuniu: "act v1", case: header.case, number: state.entries + 1, previous: header.head, by: me },
      ...{ kind: "open", date, envelope: null },
    } as MemberAct;
    const { obligation } = decide(state, act, now, {
      ...{ ...rules, active: activeMembers(roster, now), struck: [], unread: 0, absent: [], head: header.head },
      statement: roster.hashes.at(-1) ?? "",
    });
    return obligation === null || obligation.due === state.obligation?.due ? null : obligation.due;
  } catch {
    return null;
  }
}

import { fromBase64 } from "@niuniu/note";
import { countersign, propose, type Member, type Roster, type Statement } from "@niuniu/roster";
import { dayIn } from "@niuniu/ui";
import type { Newcomer } from "../../routes.ts";

/** A statement needs renewal after this long; the page warns in the last month. */
const VALID_DAYS = 365;
export const WARN_DAYS = 30;
const DAY = 86_400_000;

/** What a member wants changed. An empty plan renews the statement as it is. */
export interface Plan {
  readonly add: readonly Member[];
  readonly remove: readonly string[];
  /** The record and the witnesses the next statement names; as they are, if not said. */
  readonly record?: Pick<Statement, "log" | "witnesses">;
  /** Hashes of the rules the next statement names; as they are, if not said. */
  readonly rules?: Pick<Statement, "policy" | "calendar">;
}

/** A plan that no statement can carry out, each with a sentence of its own. */
export type Obstacle = "no-outside" | "no-employees" | "too-few";

/** The members after the plan. */
function membersAfter(roster: Roster, { add, remove }: Plan): readonly Member[] {
  const kept = roster.newest.members.filter(({ id }) => !remove.includes(id) && !add.some((one) => one.id === id));
  return [
    ...kept,
    ...add.map(({ id, name, role, side, unit, recipient, key, self }) => ({
      id,
      name,
      role,
      side,
      unit,
      recipient,
      key,
      self,
    })),
  ];
}

/** Why a plan cannot be proposed, or null. Said before anybody signs anything. */
export function obstacleOf(roster: Roster, plan: Plan): Obstacle | null {
  const members = membersAfter(roster, plan);
  if (members.length < 2) return "too-few";
  if (!members.some(({ side }) => side === "outside")) return "no-outside";
  return members.some(({ side }) => side === "employees") ? null : "no-employees";
}

/**
 * The next statement signed by its proposer. The quorum follows the number of members: a majority, never below two.
 * `now` in ms on the server's clock; the statement bears the day it is in the calendar's `zone`. Throws RosterError for a plan that breaks a rule.
 */
export function proposal(
  roster: Roster,
  plan: Plan,
  by: { readonly id: string; readonly seed: Uint8Array; readonly now: number; readonly zone: string },
): string {
  const members = membersAfter(roster, plan);
  const text = propose(roster, {
    date: dayIn(by.now, by.zone),
    effective: by.now,
    validUntil: dayOf(by.now + VALID_DAYS * DAY),
    quorum: Math.max(2, Math.floor(members.length / 2) + 1),
    members,
    ...plan.record,
    ...plan.rules,
  });
  return countersign(roster, text, { id: by.id, seed: by.seed });
}

/** Days until the statement wants renewal, negative once it is past; `now` in ms. */
export function daysLeft(roster: Roster, now: number): number {
  return Math.floor((Date.parse(`${roster.newest.validUntil}T00:00:00Z`) + DAY - now) / DAY);
}

/** True if a newcomer's keys have the size of keys, so that their words can be shown. */
export function isSound({ key, recipient }: Newcomer): boolean {
  try {
    return fromBase64(key).length === 32 && fromBase64(recipient).length === 1216;
  } catch {
    return false;
  }
}

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

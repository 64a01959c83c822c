import { fromBase64 } from "@niuniu/note";
import { employersAlone, isOffice, propose, seatsOf, type Member, type Roster, type Statement } from "@niuniu/roster";
import { dayIn } from "@niuniu/ui";
import type { Newcomer } from "../../routes.ts";
import { quorumOf } from "../../rules.ts";

/** A statement needs renewal after this long; the page warns in the last month. */
const VALID_DAYS = 365;
export const WARN_DAYS = 30;
const DAY = 86_400_000;

/** What a statement says of a member beside who they are and under which keys. */
export type Said = Partial<Pick<Member, "line" | "serves" | "elected" | "appointed" | "from" | "until" | "alternate">>;

/** What a member wants changed. An empty plan renews the statement as it is. */
export interface Plan {
  readonly add: readonly Member[];
  /** What the statement says otherwise of members, those who join included, by id. */
  readonly say?: Readonly<Record<string, Said>>;
  readonly remove: readonly string[];
  /** The record and the witnesses the next statement names; as they are, if not said. */
  readonly record?: Pick<Statement, "log" | "witnesses">;
  /** Keys of others that the next statement names; as they are, if not said. */
  readonly others?: Pick<Statement, "issuers" | "recovery">;
  /** Hashes of the rules the next statement names; as they are, if not said. */
  readonly rules?: Pick<Statement, "policy" | "calendar">;
}

/** A plan that no statement can carry out: each code has a sentence of its own, which names those whom it is about. */
export interface Obstacle {
  readonly code:
    | "no-outside"
    | "no-employees"
    | "too-few"
    | "one-side"
    | "too-many-alternates"
    | "unclear-line"
    | "no-term"
    | "no-election";
  /** The names of those with whom something is amiss, where it is about somebody. */
  readonly names: readonly string[];
}

/** The members after the plan. */
export function membersAfter(roster: Roster, { add, remove, say = {} }: Plan): readonly Member[] {
  const kept = roster.newest.members.filter(({ id }) => !remove.includes(id) && !add.some((one) => one.id === id));
  const all: readonly Member[] = [
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
  return all.map((member) => ({ ...member, ...say[member.id] }));
}

/** Why a plan cannot be proposed, or null. Said before anybody signs anything. */
export function obstacleOf(roster: Roster, plan: Plan): Obstacle | null {
  const members = membersAfter(roster, plan);
  const together = amissTogether(members);
  if (together !== null) return { code: together, names: [] };
  const about = (code: Obstacle["code"], amiss: readonly Member[]): Obstacle | null =>
    amiss.length === 0 ? null : { code, names: amiss.map(({ name }) => name) };
  const cited = about("no-election", members.filter(isMiscited));
  return cited ?? about("no-term", members.filter(lacksTerm)) ?? about("unclear-line", members.filter(isUnclear(plan)));
}

/** What those in their seats lack together. */
function amissTogether(members: readonly Member[]): Obstacle["code"] | null {
  const seats = seatsOf({ members });
  if (seats.length < 2) return "too-few";
  if (!seats.some(({ side }) => side === "outside")) return "no-outside";
  if (!seats.some(({ side }) => side === "employees")) return "no-employees";
  if (employersAlone(seats).length > 0) return "one-side";
  return members.length > 2 * seats.length ? "too-many-alternates" : null;
}

const lacksTerm = ({ appointed, elected, from = "", until = "" }: Member): boolean =>
  (elected ?? appointed) !== undefined && (from === "" || until < from);

/** An election is cited by the hash of an entry, and this is none. */
const isMiscited = ({ elected }: Member): boolean => elected !== undefined && !/^[0-9a-f]{64}$/.test(elected);

/** Whether what the plan says of somebody's offices is more than an office. */
const isUnclear =
  ({ say = {} }: Plan) =>
  ({ id }: Member): boolean => {
    const { line = "", appointed = "" } = say[id] ?? {};
    return [line, appointed].some((office) => office !== "" && !isOffice(office));
  };

/**
 * The text of the next statement, for its proposer to read and sign. The quorum follows the number of members: a majority, never below two.
 * `now` in ms on the server's clock; the statement bears the day it is in the calendar's `zone`. Throws RosterError for a plan that breaks a rule.
 */
export function proposedText(roster: Roster, plan: Plan, by: { readonly now: number; readonly zone: string }): string {
  const members = membersAfter(roster, plan);
  return propose(roster, {
    date: dayIn(by.now, by.zone),
    effective: by.now,
    validUntil: dayOf(by.now + VALID_DAYS * DAY),
    quorum: quorumOf(seatsOf({ members }).length),
    members,
    ...plan.record,
    ...plan.others,
    ...plan.rules,
  });
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

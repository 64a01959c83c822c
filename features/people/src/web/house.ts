import type { Roster } from "@niuniu/roster";
import {
  changeIn,
  comparePin,
  OtherTexts,
  ownLine,
  pinOnce,
  provenIn,
  readCommittee,
  sawNewest,
  whyNot,
  type Asking,
  type Committee,
  type RecordView,
  type Shelf,
} from "@niuniu/trust";
import { CallError, device } from "@niuniu/ui";
import { roster as rosterRoute } from "../routes.ts";

/** The committee as this browser has checked it, and the texts it goes by. */
export interface House {
  /** Null until the founders have signed: the line is not open yet. */
  readonly roster: Roster | null;
  readonly policy: string;
  readonly calendar: string;
  /** The calendar's zone, "+08:00". */
  readonly zone: string;
  /** How far the server's clock is ahead of this device's (ms), as far as can be known: see {@link aheadOf}. */
  readonly ahead: number;
  /**
   * The public record, in which the newest statement stands. Null before there is one; and where nobody answered for the record
   * and this browser had seen that statement before.
   */
  readonly record: RecordView | null;
}

type Why = "chain" | "texts" | "replaced" | "cut" | "unrecorded";

/** What the server hands out does not hold together, or is not what everybody is shown. Nothing may be sealed or shown on its word. */
export class BrokenHouse extends Error {
  override readonly name = "BrokenHouse";
  readonly why: Why;
  /** By the server's word this device's clock is wrong: that alone can make a record look like another one. */
  readonly clocksApart: boolean;

  constructor(why: Why, { clocksApart = false, ...options }: ErrorOptions & { readonly clocksApart?: boolean } = {}) {
    super(why, options);
    this.why = why;
    this.clocksApart = clocksApart;
  }
}

const HOUR = 3_600_000;

/** Where the pages of members remember the committee. */
export const deskLine = ownLine(device, "desk");

/**
 * Loads the chain of statements and checks all of it here: signatures, rules, the texts named by hash, that statement 1 and the
 * newest one this browser saw before are in it, and that the newest stands in the public record; then it is remembered. A
 * record that nobody answers for keeps out whoever comes with a new statement or a new browser, and nobody else. Throws
 * CallError, or {@link BrokenHouse}.
 */
export async function loadHouse(asking: Asking, shelf: Shelf): Promise<House> {
  const { house, committee } = await askHouse(asking, shelf);
  if (committee === null) return house;
  const { hashes } = committee.roster;
  const record = await recordOf(committee, { asking, shelf, clocksApart: house.ahead !== 0 });
  if (record !== null) pinOnce(shelf, hashes);
  return { ...house, record };
}

/**
 * The same for the room where founders and newcomers wait and sign: they are let in before anything of theirs can stand in a
 * record. Statement 1, the first that this browser sees here, is remembered.
 */
export async function loadRoom(asking: Asking, shelf: Shelf): Promise<House> {
  const { house, committee } = await askHouse(asking, shelf);
  if (committee !== null) pinOnce(shelf, committee.roster.hashes.slice(0, 1));
  return house;
}

async function askHouse(
  { ask, now }: Asking,
  shelf: Shelf,
): Promise<{ readonly house: House; readonly committee: Committee | null }> {
  const answer = await ask(rosterRoute, undefined);
  const { policy, calendar } = answer;
  const ahead = aheadOf(answer.now, now());
  if (answer.statements.length === 0) {
    return { house: { roster: null, policy, calendar, zone: zoneOf(calendar), ahead, record: null }, committee: null };
  }
  const committee = checked(() => readCommittee(answer, now()));
  const { roster, zone } = committee;
  if (comparePin(shelf, roster.hashes) === "changed") throw new BrokenHouse(changeIn(shelf, roster.hashes));
  return { house: { roster, policy, calendar, zone, ahead, record: null }, committee };
}

async function recordOf(
  committee: Committee,
  given: { readonly asking: Asking; readonly shelf: Shelf; readonly clocksApart: boolean },
): Promise<RecordView | null> {
  const { asking, shelf, clocksApart } = given;
  try {
    return (await provenIn(committee, asking)).record;
  } catch (cause) {
    if (whyNot(cause) !== null) throw new BrokenHouse("unrecorded", { cause, clocksApart });
    if (cause instanceof CallError && sawNewest(shelf, committee.roster.hashes)) return null;
    throw cause;
  }
}

/**
 * The server says its hour only, so this device's clock is right as long as it stands within that hour. Outside of it
 * the least correction that leads back into the hour: never so much that a right clock would be put wrong.
 */
export function aheadOf(hour: number, here: number): number {
  if (here < hour) return hour - here;
  return here < hour + HOUR ? 0 : hour + HOUR - 1 - here;
}

function checked(read: () => Committee): Committee {
  try {
    return read();
  } catch (cause) {
    if (whyNot(cause) === null) throw cause;
    throw new BrokenHouse(cause instanceof OtherTexts ? "texts" : "chain", { cause });
  }
}

function zoneOf(calendar: string): string {
  try {
    const { offset } = JSON.parse(calendar) as { readonly offset?: unknown };
    return typeof offset === "string" ? offset : "+00:00";
  } catch {
    return "+00:00";
  }
}

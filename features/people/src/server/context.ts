import type { Host } from "@niuniu/host";
import type { Refused } from "@niuniu/wire";
import type { Ceremonies } from "./passkeys.ts";
import type { RosterKeeper } from "./roster-keeper.ts";
import type { SpentWork } from "./spent-work.ts";
import type { PeopleDb } from "./tables.ts";
import type { Tries } from "./tries.ts";
import type { Turnstile } from "./turnstile.ts";

/** What `people` needs done elsewhere; handed in by the program that starts everything. */
export interface Ports {
  /** Exact texts of the policy and the calendar this server brings; their hashes go into statement 1. */
  readonly texts: { readonly policy: string; readonly calendar: string };
  /** The day of an instant (ms since epoch) in the calendar's zone, "YYYY-MM-DD". */
  readonly dayOf: (instant: number) => string;
  /** Why a statement with these members may not take force, such as an open case left without readers; or null. */
  readonly mayTakeForce: (nextMembers: readonly string[]) => Promise<Refused | null>;
  /** A member has just stated an absence, already stored: move what they own. Throws Refused to have it taken back. */
  readonly awayChanged: (member: string) => Promise<void>;
  /** A statement has just taken force: whoever left it owns nothing any more. */
  readonly rosterChanged: () => Promise<void>;
}

/** What every handler works with. */
export interface Context {
  readonly host: Host;
  readonly db: PeopleDb;
  readonly roster: RosterKeeper;
  readonly ports: Ports;
  readonly tries: Tries;
  readonly spent: SpentWork;
  /** Takes a turn at hashing a password, those who showed more work (bits) first; null if too many wait already. */
  readonly hashing: Turnstile;
  readonly ceremonies: Ceremonies;
  /** Lets one change of the statement be decided after another. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

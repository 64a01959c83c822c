import type { Host } from "@niuniu/host";
import type { SpentWork, Tries, Turnstile } from "@niuniu/host/sign-in";
import type { Ceremonies } from "./passkeys.ts";
import type { RosterKeeper } from "./roster-keeper.ts";
import type { PeopleDb } from "./tables.ts";

/** What every handler works with. */
export interface Context {
  readonly host: Host;
  readonly db: PeopleDb;
  readonly roster: RosterKeeper;
  readonly tries: Tries;
  readonly spent: SpentWork;
  /** Takes a turn at hashing a password, those who showed more work (bits) first; null if too many wait already. */
  readonly hashing: Turnstile;
  readonly ceremonies: Ceremonies;
  /** Lets one change of the statement be decided after another. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

import type { Host } from "@niuniu/host";
import type { Member, Roster } from "@niuniu/roster";
import type { LedgerDb } from "./tables.ts";

/** What `ledger` needs of others; handed in by the program that starts everything. */
export interface Ports {
  /** The verified chain, or null while the line is not open. */
  readonly roster: () => Promise<Roster | null>;
  /** Who is in office at `now` (ms since epoch). */
  readonly members: (now: number) => Promise<readonly Member[]>;
}

/** What every part works with. */
export interface Context {
  readonly host: Host;
  readonly db: LedgerDb;
  readonly ports: Ports;
}

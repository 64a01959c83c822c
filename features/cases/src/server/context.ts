import type { Host } from "@niuniu/host";
import type { CasePorts, Office } from "./office.ts";
import type { Recent } from "./recently.ts";
import type { Rulebook } from "./rulebook.ts";

/** What every handler of this feature works with. */
export interface Context {
  readonly host: Host;
  readonly ports: CasePorts;
  readonly rulebook: Rulebook;
  /** Who is there, at most a second old; null while the line is not open. */
  readonly office: Recent<Office | null>;
  /** How many reports nobody has opened yet, counted no further than the policy asks. */
  readonly unread: Recent<number>;
}

/** The topic open pages watch: it says that something changed, never what. */
export const TOPIC = "cases";

import type { Host } from "@niuniu/host";
import type { Roster } from "@niuniu/roster";

/** What this feature is handed of others. */
export interface Ports {
  /** The verified chain of statements, or null while nobody has signed the first. */
  readonly roster: () => Promise<Roster | null>;
}

/** What its handlers work with. */
export interface Context extends Ports {
  readonly host: Host;
}

import type { Host } from "@niuniu/host";
import type { OpenMatters } from "@niuniu/matter/server";
import type { Roster } from "@niuniu/roster";
import type { Waiting } from "../facts.ts";
import type { Upkeep } from "../terms.ts";

/** Somebody who chose a way by which they cannot be told, and since which day. */
interface Failing {
  readonly member: string;
  readonly since: string;
}

/** What this feature is handed of others. */
export interface Ports {
  /** The verified chain of statements, or null while nobody has signed the first. */
  readonly roster: () => Promise<Roster | null>;
  /** Who is away on the day of this instant, by their own signed note. */
  readonly absent: (now: number) => Promise<readonly string[]>;
  /** What waits for signatures and votes, and the names of what was adopted lately. */
  readonly asked: () => Promise<Pick<Waiting, "asking" | "adopted">>;
  readonly failing: () => Promise<readonly Failing[]>;
  /** All that the pages of the first hours say, as it is hashed. */
  readonly texts: () => string;
}

/** What its handlers work with. */
export interface Context extends Ports {
  readonly host: Host;
  readonly matters: OpenMatters<Upkeep>;
  /** The SHA-256 of the texts, hex. */
  readonly hash: () => string;
  /** What fails now, by names that say nothing of whose it is. */
  readonly ways: () => Promise<readonly string[]>;
}

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

/**
 * The topic the pages of one member watch: it says that something changed in a case they can open, never what nor in which.
 * Whoever was struck out hears nothing.
 */
export const topicOf = (reader: string): string => `cases/${reader}`;

/** Has the open pages of these readers told. */
export function tell({ host }: Pick<Context, "host">, readers: Iterable<string>): void {
  host.changes.publish(Array.from(readers, topicOf));
}

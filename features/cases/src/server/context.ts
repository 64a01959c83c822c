import { topicOf, type Host, type Recent } from "@niuniu/host";
import type { CommitteePorts, Matters, Office, Receipts } from "@niuniu/matter/server";
import type { Case } from "../terms.ts";
import type { Rulebook } from "./rulebook.ts";
import type { CaseRow } from "./store-case.ts";

/** What this feature is handed of others. */
export interface Ports extends CommitteePorts {
  readonly receipts: Receipts;
}

/** What every handler of this feature works with. */
export interface Context {
  readonly host: Host;
  readonly ports: Ports;
  readonly rulebook: Rulebook;
  /** All cases: whatever changes one goes through here. */
  readonly matters: Matters<Case, CaseRow>;
  /** Who is there, at most a second old; null while the line is not open. */
  readonly office: Recent<Office | null>;
  /** How many reports nobody has opened yet, counted no further than the policy asks. */
  readonly unread: Recent<number>;
}

/**
 * Has the open pages of these readers told: that something changed in a case they can open, never what nor in which. Whoever was
 * struck out hears nothing.
 */
export function tell({ host }: Pick<Context, "host">, readers: Iterable<string>): void {
  host.changes.publish(Array.from(readers, (reader) => topicOf("cases", reader)));
}

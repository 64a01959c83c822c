import { topicOf, type Host, type Section } from "@niuniu/host";
import { openMattersOn, type OpenMatters } from "@niuniu/matter/server";
import { readToy, toyKind, type Toy, type ToyPolicy } from "@niuniu/matter/testing/toy";
import type { Roster } from "@niuniu/roster";
import { officeNow } from "./office.ts";

/** The questions as matters: each has one who owes the answer, and a date. */
export function mattersOf(
  host: Host,
  needs: { readonly roster: () => Promise<Roster | null> },
  rules: Section<ToyPolicy>,
): OpenMatters<Toy> {
  return openMattersOn<Toy>(host, {
    kind: toyKind,
    read: readToy,
    rulesOf: (named) => ({ policy: host.rules.of(named).section(rules), calendar: host.rules.of(named).calendar }),
    named: () => Promise.resolve(host.rules.own().hashes),
    office: () => officeNow(host, needs),
    // Whoever owes it now, or did.
    tell: (rows) => host.changes.publish(rows.flatMap(({ state }) => state.served).map((id) => topicOf("toy", id))),
  });
}

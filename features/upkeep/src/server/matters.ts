import { recently, section, topicOf, type Host } from "@niuniu/host";
import { openMattersOn, type OpenMatters } from "@niuniu/matter/server";
import { activeMembers } from "@niuniu/roster";
import { upkeepKind } from "../kind.ts";
import { parseEntry } from "../parse.ts";
import { readSection, SECTION, UNSAID, type Policy } from "../policy.ts";
import type { Upkeep } from "../terms.ts";
import type { Ports } from "./context.ts";

/** Its section of the policy. */
export const rules = section<Policy>(SECTION, readSection, { unsaid: UNSAID });

/** What the committee owes its house, as matters: whoever is in office may own one, and everybody reads it. */
export function mattersOf(host: Host, ports: Ports): OpenMatters<Upkeep> {
  const office = recently(host.now, async () => {
    const [roster, absent] = await Promise.all([ports.roster(), ports.absent(host.now())]);
    return roster === null ? null : { active: activeMembers(roster, host.now()), absent };
  });
  return openMattersOn<Upkeep>(host, {
    kind: upkeepKind,
    read: parseEntry,
    rulesOf: (named) => {
      const ruling = host.rules.of(named);
      return { policy: ruling.section(rules), calendar: ruling.calendar };
    },
    named: async () => {
      const newest = (await ports.roster())?.newest;
      if (newest === undefined) throw new Error("upkeep/nobody-in-office");
      return { policy: newest.policy, calendar: newest.calendar };
    },
    office: office.get,
    // Whoever has to sign or vote is asked for it in person as well.
    about: ({ what, subject }) => (what === "countersign" ? subject : null),
    tell: (rows) => {
      // Whoever owes it, or did; and whoever has the list open.
      const whom = rows.flatMap(({ state: { served } }) => [...served.keeping, ...served.confirming]);
      host.changes.publish([...new Set(whom)].map((id) => topicOf("upkeep", id)));
    },
  });
}

import { section, type Host } from "@niuniu/host";
import type { Calendar } from "@niuniu/owe";
import { readSection, SECTION, type Policy } from "../policy.ts";
import { versions } from "../rules-version.ts";

/** What the policy says of cases. A version of the rules that a later one has mended is judged by where it was signed, and not brought anew. */
export const rules = section<Policy>(SECTION, readSection, {
  // The first policy there was is the section of cases.
  unsaid: null,
  isNew: ({ version }) => version === versions.at(-1),
});

/** The rules a case began under, whatever newer version of them the server has brought since. */
export interface Rulebook {
  /** By the hashes a statement named. A hash this server never had the text of stands for this version's rules. */
  readonly of: (named: Hashes) => { readonly policy: Policy; readonly calendar: Calendar };
  /** The exact texts of the same. */
  readonly textsOf: (named: Hashes) => Hashes;
}

interface Hashes {
  readonly policy: string;
  readonly calendar: string;
}

/** The rules of cases, as the host keeps those of all. */
export function rulebookOn(host: Pick<Host, "rules">): Rulebook {
  return {
    of: (named) => {
      const ruling = host.rules.of(named);
      return { policy: ruling.section(rules), calendar: ruling.calendar };
    },
    textsOf: host.rules.textsOf,
  };
}

import { signedRules, type SignedRules } from "@niuniu/matter/web";
import type { Roster } from "@niuniu/roster";
import type { Entry } from "../../events.ts";
import { parsePolicy, type Policy } from "../../policy.ts";
import type { ThreadHeader } from "../../routes.ts";
import type { Rules } from "../../terms.ts";

/** The rules of a case whose chain begins with `first`. The first files sealed by hand named no statement. */
export const rulesOfCase = (
  first: Entry | undefined,
  given: ThreadHeader["rules"],
  { roster, newest }: { readonly roster: Roster; readonly newest: Rules },
): SignedRules<Policy> =>
  signedRules(given, {
    begun: first?.kind === "report" || first?.kind === "sealed" ? first : null,
    ...{ roster, newest, read: parsePolicy },
  });

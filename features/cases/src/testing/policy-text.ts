import type { Calendar } from "@niuniu/owe";
import { policyOf } from "@niuniu/wire";
import type { Policy } from "../policy.ts";

/** A policy as it is hashed into a statement: one text for all features, or, of the versions before, that of cases alone. */
export function policyText(policy: Policy): string {
  const { version, ...rest } = policy.version >= 6 ? policy : withoutSixth(policy);
  if (version >= 3) return policyOf({ cases: { version, ...rest } });
  return `${JSON.stringify({ niuniu: `policy v${version}`, ...rest })}\n`;
}

/** Without what came with the sixth version, which a policy of an earlier one must not have. */
function withoutSixth({ version, classes, contest, waitingAfter, ladders }: Policy): Policy {
  const { crisis, ordinary } = classes;
  return { version, classes: { crisis, ordinary }, contest, waitingAfter, ladders };
}

/** A calendar as it is hashed into a statement. */
export const calendarText = (calendar: Calendar): string => `${JSON.stringify(calendar)}\n`;

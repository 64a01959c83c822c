import { t } from "@niuniu/ui";
import policyFile from "../policy.json" with { type: "json" };

/** A span as a policy spells it: one unit and its number. */
type Spelt = Readonly<Record<string, number>>;
interface Spans {
  readonly answer: Spelt;
  readonly update: Spelt;
  readonly outcome: Spelt;
}

/** "3 working days" · "3 个工作日" */
function spanWords(span: Spelt): string {
  const [unit = "days", n = 0] = Object.entries(span)[0] ?? [];
  return t(`cases.span.${unit}`, { n });
}

/**
 * The clocks that a first page speaks of, from the policy the server gives, or from the default one until it is here.
 * For reading only: the policy that binds is the one whose hash the committee signed.
 */
export function clockWords(
  policy: string | null,
): Readonly<Record<"answer" | "crisis" | "update" | "outcome", string>> {
  const { classes } = (policy === null ? policyFile : JSON.parse(policy)) as {
    readonly classes: { readonly ordinary: Spans; readonly crisis: Spans };
  };
  return {
    answer: spanWords(classes.ordinary.answer),
    crisis: spanWords(classes.crisis.answer),
    update: spanWords(classes.ordinary.update),
    outcome: spanWords(classes.ordinary.outcome),
  };
}

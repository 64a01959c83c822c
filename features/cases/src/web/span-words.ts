import { addStrings, t } from "@niuniu/ui";
import en from "./strings/span/en.json" with { type: "json" };
import zh from "./strings/span/zh-CN.json" with { type: "json" };

addStrings({ en, "zh-CN": zh });

/** A span as a policy spells it: one unit and its number. */
type Spelt = Readonly<Record<string, number>>;
interface Classes {
  readonly ordinary: { readonly answer: Spelt; readonly update: Spelt; readonly outcome: Spelt };
  readonly crisis: { readonly answer: Spelt };
}

/** "3 working days" · "3 个工作日" */
export function spanWords(span: Spelt): string {
  const [unit = "days", n = 0] = Object.entries(span)[0] ?? [];
  return t(`cases.span.${unit}`, { n });
}

interface Policy {
  readonly cases?: { readonly classes?: Classes };
  readonly classes?: Classes;
}

/** Of a policy with a section for each feature, or of one from before there were sections; of one younger than this page nothing. */
const classesIn = ({ cases, classes }: Policy): Classes | undefined => cases?.classes ?? classes;

/**
 * The clocks that a first page speaks of, from the policy the server gives; dots until it is here, for no number but the committee's
 * own is true. For reading only: the policy that binds is the one whose hash the committee signed.
 */
export function clockWords(
  policy: string | null,
): Readonly<Record<"answer" | "crisis" | "update" | "outcome", string>> {
  const { ordinary, crisis } = (policy === null ? null : classesIn(JSON.parse(policy) as Policy)) ?? {};
  const words = (span?: Spelt): string => (span === undefined ? "…" : spanWords(span));
  return {
    answer: words(ordinary?.answer),
    crisis: words(crisis?.answer),
    update: words(ordinary?.update),
    outcome: words(ordinary?.outcome),
  };
}

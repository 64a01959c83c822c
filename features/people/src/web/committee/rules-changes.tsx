import { Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { changesBetween, type RuleTexts } from "./rules-change.ts";

/** Every value that other rules would change, as both texts spell it; what is not listed stays. */
export function RulesChanges(props: { readonly before: RuleTexts; readonly after: RuleTexts }): JSX.Element {
  const changes = changesBetween(props.before, props.after);
  if (changes === null) return <Notice tone="missed">{t("people.rules.unreadable")}</Notice>;
  return (
    <>
      <p class="soft small">{t("people.rules.lead")}</p>
      <ul class="facts stack close small">
        {changes.map(({ at, from, to }) => (
          <li key={at}>{t("people.rules.change", { at, from, to })}</li>
        ))}
      </ul>
    </>
  );
}

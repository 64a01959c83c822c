import { Breakable, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { changesBetween, type RuleTexts } from "./rules-change.ts";
import { sayChange } from "./rules-words.ts";

/** Every value that other rules would change, in words and as both texts spell it; what is not listed stays. */
export function RulesChanges(props: { readonly before: RuleTexts; readonly after: RuleTexts }): JSX.Element {
  const changes = changesBetween(props.before, props.after);
  if (changes === null) return <Notice tone="missed">{t("people.rules.unreadable")}</Notice>;
  if (changes.length === 0) return <p class="soft">{t("people.rules.same")}</p>;
  return (
    <>
      <p class="soft small">{t("people.rules.lead")}</p>
      <ul class="facts stack close small">
        {changes.map((change) => {
          const spelt = t("people.rules.change", { ...change });
          const said = sayChange(change);
          return (
            <li key={change.at}>
              {said !== null && <strong class="block">{said}</strong>}
              <span class={said === null ? "" : "soft"}>
                <Breakable text={spelt} />
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

import { Breakable, More, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { changesBetween, type RuleChange, type RuleTexts } from "./rules-change.ts";
import { sayChange } from "./rules-words.ts";

/**
 * Every value that other rules would change, in words; what is not listed stays. How the texts themselves spell it is folded away,
 * but for a place that has no words.
 */
export function RulesChanges(props: { readonly before: RuleTexts; readonly after: RuleTexts }): JSX.Element {
  const changes = changesBetween(props.before, props.after);
  if (changes === null) return <Notice tone="missed">{t("people.rules.unreadable")}</Notice>;
  if (changes.length === 0) return <p class="soft">{t("people.rules.same")}</p>;
  return (
    <>
      <p class="soft small">{t("people.rules.lead")}</p>
      <ul class="facts stack close">
        {changes.map((change) => {
          const said = sayChange(change);
          return (
            <li key={change.at}>{said === null ? <Breakable text={spelt(change)} /> : <strong>{said}</strong>}</li>
          );
        })}
      </ul>
      {changes.some((change) => sayChange(change) !== null) && (
        <More title={t("people.rules.spelt")}>
          <ul class="facts stack close small code" translate={false}>
            {changes.map((change) => (
              <li key={change.at}>
                <Breakable text={spelt(change)} />
              </li>
            ))}
          </ul>
        </More>
      )}
    </>
  );
}

const spelt = (change: RuleChange): string => t("people.rules.change", { ...change });

import { t } from "@niuniu/ui";
import type { JSX, Ref } from "preact";
import type { Balance } from "./seats.ts";

const rules = ["employees", "outside", "two"] as const satisfies readonly (keyof Balance)[];

/** What a committee needs and why, with a word for what these seats have already: said before it is refused. */
export function BalanceList(props: {
  readonly balance: Balance;
  readonly loud: boolean;
  readonly listRef: Ref<HTMLElement>;
}): JSX.Element {
  return (
    <section class="card" aria-labelledby="balance" ref={props.listRef} tabIndex={-1}>
      <h2 id="balance">{t("people.balance.title")}</h2>
      <ul class="stack">
        {rules.map((rule) => (
          <li key={rule} class="rule">
            <span class={`pill ${props.balance[rule] ? "tone-done" : props.loud ? "tone-missed" : "tone-owed"}`}>
              {t(props.balance[rule] ? "people.balance.there" : "people.balance.missing")}
            </span>
            <span class="grow">
              <strong class="block">{t(`people.balance.${rule}`)}</strong>
              <span class="soft">{t(`people.balance.${rule}-why`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

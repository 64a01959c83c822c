import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { Side } from "../routes.ts";

const sides = ["employees", "employer", "outside"] as const satisfies readonly Side[];

/** Whom a member speaks for: three words in a row. */
export function SideChoice(props: { readonly value: Side; readonly onChoose: (side: Side) => void }): JSX.Element {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend>{t("people.side")}</legend>
      <div class="row">
        {sides.map((side) => (
          <label key={side} class="segment">
            <input type="radio" name={name} checked={side === props.value} onChange={() => props.onChoose(side)} />
            <span>{t(`people.side.${side}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

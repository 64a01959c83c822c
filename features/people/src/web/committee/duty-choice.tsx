import { DUTIES, type Duty } from "@niuniu/roster";
import { Check, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** What somebody is asked to do, in the order of a statement. */
export function DutyChoice(props: {
  readonly value: readonly Duty[];
  readonly onChoose: (duties: readonly Duty[]) => void;
}): JSX.Element {
  const { value, onChoose } = props;
  return (
    <fieldset class="stack close">
      <legend>{t("people.serves")}</legend>
      <p class="soft small">{t("people.serves-hint")}</p>
      {DUTIES.map((duty) => (
        <Check
          key={duty}
          checked={value.includes(duty)}
          onChange={(yes) => onChoose(DUTIES.filter((one) => (one === duty ? yes : value.includes(one))))}
          title={t(`people.duty.${duty}`)}
        />
      ))}
    </fieldset>
  );
}

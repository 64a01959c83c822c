import type { Duty } from "@niuniu/roster";
import { Button, Field, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { DutyChoice } from "../committee/duty-choice.tsx";
import { SideChoice } from "../side-choice.tsx";
import { dutiesIn } from "../signing/said.ts";
import type { SeatDraft } from "./seats.ts";

/** One person of the committee to be: name, role, side, unit, whom they report to, who appointed them, what they serve. */
export function SeatRow(props: {
  readonly seat: SeatDraft;
  /** What they are asked for, chosen here or as shared out. */
  readonly asked: readonly Duty[];
  readonly number: number;
  readonly onChange: (seat: SeatDraft) => void;
  readonly onRemove: () => void;
  readonly missingRole: boolean;
}): JSX.Element {
  const { seat, onChange } = props;
  const duties = dutiesIn(props.asked);
  return (
    <li class="card">
      <div class="row spread">
        <h3>{t("people.seat.number", { number: props.number })}</h3>
        <Button kind="quiet" onClick={props.onRemove} label={t("people.seat.remove-number", { number: props.number })}>
          {t("people.seat.remove")}
        </Button>
      </div>
      <div class="pair">
        <Field label={t("people.seat.name")} value={seat.name} onInput={(name) => onChange({ ...seat, name })} />
        <Field
          label={t("people.seat.role")}
          value={seat.role}
          placeholder={t(`people.seat.role-example.${seat.side}`)}
          error={props.missingRole ? t("people.seat.role-missing") : null}
          onInput={(role) => onChange({ ...seat, role })}
        />
      </div>
      <SideChoice value={seat.side} onChoose={(side) => onChange({ ...seat, side })} />
      <Field
        label={t("people.seat.unit")}
        optional
        hint={t("people.seat.unit-hint")}
        value={seat.unit}
        onInput={(unit) => onChange({ ...seat, unit })}
      />
      <Field
        label={t("people.line")}
        optional
        hint={t("people.line-hint")}
        value={seat.line}
        onInput={(line) => onChange({ ...seat, line })}
      />
      <p>{t(duties === "" ? "people.says.serves-nothing" : "people.says.serves", { duties })}</p>
      <details class="more">
        <summary>{t("people.appointed")}</summary>
        <Field
          label={t("people.appointed")}
          optional
          hint={t("people.appointed-hint")}
          value={seat.appointed}
          onInput={(appointed) => onChange({ ...seat, appointed })}
        />
        {seat.appointed.trim() !== "" && (
          <div class="pair">
            <Field
              label={t("people.appointed-from")}
              type="date"
              value={seat.from}
              onInput={(from) => onChange({ ...seat, from })}
            />
            <Field
              label={t("people.appointed-until")}
              type="date"
              value={seat.until}
              onInput={(until) => onChange({ ...seat, until })}
            />
          </div>
        )}
      </details>
      <details class="more">
        <summary>{t("people.serves-open")}</summary>
        <DutyChoice value={props.asked} onChoose={(serves) => onChange({ ...seat, serves })} />
      </details>
    </li>
  );
}

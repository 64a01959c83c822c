import { Button, Field, Form, formatDay, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { LONGEST_ABSENCE } from "../../limits.ts";
import { absenceProblem, withLast, type Change, type Days } from "./absence-note.ts";

/** Days away in words. */
export const sayDays = ({ from, until }: Days, now: number): string =>
  from === until
    ? formatDay(from, now)
    : t("people.absence.days", { from: formatDay(from, now), until: formatDay(until, now) });

/** What a member has said of days away that run or are ahead: each can be ended or taken back, or get another last day, for itself. */
export function AwayList(props: {
  readonly away: readonly Days[];
  readonly today: string;
  readonly now: number;
  readonly onChange: (change: Change) => void;
}): JSX.Element {
  return (
    <Notice tone="owed" title={t("people.absence.listed")}>
      <ul class="stack">
        {props.away.map((span) => (
          <Span key={`${span.from} ${span.until}`} {...props} span={span} />
        ))}
      </ul>
    </Notice>
  );
}

function Span(props: Parameters<typeof AwayList>[0] & { readonly span: Days }): JSX.Element {
  const { away, span, today, now, onChange } = props;
  const days = sayDays(span, now);
  const ahead = span.from > today;
  const what = ahead ? "take-back" : "end";
  const over = !ahead && span.until === today;
  return (
    <li class="stack close">
      <span>{days}</span>
      {over && <span class="soft small">{t("people.absence.last-day")}</span>}
      {!over && (
        <span class="row">
          <Button
            kind="quiet"
            label={t(`people.absence.${what}-of`, { days })}
            onClick={() => onChange({ what, before: away, after: withLast(away, span, ahead ? null : today) })}
          >
            {t(`people.absence.${what}`)}
          </Button>
        </span>
      )}
      <Another
        {...{ span, today, days }}
        onLast={(until) => onChange({ what: "last", before: away, after: withLast(away, span, until) })}
      />
    </li>
  );
}

/** Another last day of one of them. */
function Another(props: {
  readonly span: Days;
  readonly today: string;
  readonly days: string;
  readonly onLast: (until: string) => void;
}): JSX.Element {
  const { span, today } = props;
  const [until, setUntil] = useState(span.until);
  const [tried, setTried] = useState(false);
  const from = span.from < today ? today : span.from;
  const problem = until === span.until ? "same" : (absenceProblem({ from, until }, today)?.why ?? null);
  const submit = (): void => {
    setTried(true);
    if (problem === null) props.onLast(until);
  };
  return (
    <details class="more">
      <summary>
        {t("people.absence.another")} <span class="unseen">{props.days}</span>
      </summary>
      <Form onSubmit={submit}>
        <Field
          label={t("people.absence.until")}
          type="date"
          value={until}
          onInput={setUntil}
          error={tried && problem !== null ? t(`people.absence.${problem}`, { days: LONGEST_ABSENCE }) : null}
        />
        <Button type="submit">{t("people.absence.look")}</Button>
      </Form>
    </details>
  );
}

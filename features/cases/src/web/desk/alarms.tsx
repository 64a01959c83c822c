import { nameOf } from "@niuniu/roster";
import { More, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Desk } from "./desk.ts";
import type { OpenedCase } from "./open-case.ts";

const SEALED_SO: readonly string[] = ["wrap", "report", "reporter-key"];

/** What does not match, in plain words. Says nothing when everything does. */
export function Alarms({ desk, opened }: { readonly desk: Desk; readonly opened: OpenedCase }): JSX.Element | null {
  const { differences, clocksApart, unopenable } = opened;
  // A report that cannot be opened as its sender sealed it is nobody's lie, and has a card of its own.
  const alarms = opened.alarms.filter(({ code }) => unopenable === null || !SEALED_SO.includes(code));
  if (alarms.length === 0 && differences.length === 0 && !clocksApart) return null;
  return (
    <div class="stack close">
      {clocksApart && <Notice tone="owed">{t("cases.desk.clocks-apart")}</Notice>}
      {alarms.length > 0 && (
        <Notice tone="missed" title={t("cases.desk.alarm.title")}>
          <ul class="facts stack close">
            {alarms.map((alarm) => (
              <li key={`${alarm.code} ${alarm.number}`}>
                {t(`cases.desk.alarm.${alarm.code}`, { number: alarm.number })}
              </li>
            ))}
          </ul>
          <p>{t("cases.desk.alarm.advice")}</p>
        </Notice>
      )}
      {differences.length > 0 && (
        <Notice tone="missed" title={t("cases.desk.difference.title")}>
          <p>{t("cases.desk.difference.lead")}</p>
          <More title={t("cases.desk.difference.more", { count: differences.length })}>
            <ul class="facts stack close">
              {differences.map((difference) => (
                <li key={JSON.stringify(difference)}>{differenceWords(desk, difference)}</li>
              ))}
            </ul>
          </More>
        </Notice>
      )}
    </div>
  );
}

function differenceWords(desk: Desk, difference: OpenedCase["differences"][number]): string {
  const said = (one: string | number): string => nameOf(desk.roster, String(one));
  const values: Record<string, string | number> = { number: 0, found: "", expected: "" };
  for (const [key, value] of Object.entries<string | number | readonly string[]>(difference)) {
    if (typeof value === "number") values[key] = value;
    else values[key] = typeof value === "string" ? said(value) : value.map(said).join(t("cases.desk.comma"));
  }
  return t(`cases.desk.difference.${difference.code}`, values);
}

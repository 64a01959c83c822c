import { nameOf } from "@niuniu/roster";
import { More, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { BeginningLetter, MessageLetter } from "../../letters.ts";
import type { Matter } from "../../state.ts";
import type { Desk } from "./desk.ts";
import type { OpenedMatter } from "./open-sealed.ts";

type Opened = OpenedMatter<Matter, BeginningLetter, MessageLetter>;

const SEALED_SO: readonly string[] = ["wrap", "report", "reporter-key"];

/** What does not match, in plain words. Says nothing when everything does. `words`: the prefix of the feature's strings for it. */
export function OpenedAlarms(props: {
  readonly words: string;
  readonly desk: Pick<Desk, "roster">;
  readonly opened: Pick<Opened, "alarms" | "differences" | "clocksApart" | "unopenable">;
}): JSX.Element | null {
  const { words, desk, opened } = props;
  const { differences, clocksApart, unopenable } = opened;
  // A beginning that cannot be opened as its sender sealed it is nobody's lie, and has a card of its own.
  const alarms = opened.alarms.filter(({ code }) => unopenable === null || !SEALED_SO.includes(code));
  if (alarms.length === 0 && differences.length === 0 && !clocksApart) return null;
  return (
    <div class="stack close">
      {clocksApart && <Notice tone="owed">{t(`${words}.clocks-apart`)}</Notice>}
      {alarms.length > 0 && (
        <Notice tone="missed" title={t(`${words}.alarm.title`)}>
          <ul class="facts stack close">
            {alarms.map((alarm) => (
              <li key={`${alarm.code} ${alarm.number}`}>
                {t(`${words}.alarm.${alarm.code}`, { number: alarm.number })}
              </li>
            ))}
          </ul>
          <p>{t(`${words}.alarm.advice`)}</p>
        </Notice>
      )}
      {differences.length > 0 && (
        <Notice tone="missed" title={t(`${words}.difference.title`)}>
          <p>{t(`${words}.difference.lead`)}</p>
          <More title={t(`${words}.difference.more`, { count: differences.length })}>
            <ul class="facts stack close">
              {differences.map((difference) => (
                <li key={JSON.stringify(difference)}>{differenceWords(words, desk, difference)}</li>
              ))}
            </ul>
          </More>
        </Notice>
      )}
    </div>
  );
}

function differenceWords(words: string, desk: Pick<Desk, "roster">, difference: Opened["differences"][number]): string {
  const said = (one: string | number): string => nameOf(desk.roster, String(one));
  const values: Record<string, string | number> = { number: 0, found: "", expected: "" };
  for (const [key, value] of Object.entries<string | number | readonly string[]>(difference)) {
    if (typeof value === "number") values[key] = value;
    else values[key] = typeof value === "string" ? said(value) : value.map(said).join(t(`${words}.comma`));
  }
  return t(`${words}.difference.${difference.code}`, values);
}

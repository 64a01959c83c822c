import type { Inside } from "@niuniu/matter/web/desk";
import { seatsOf } from "@niuniu/roster";
import { Breakable, Button, fill, t as said, useLanguage, type Language, type Strings, type Values } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useDesk, type Desk } from "../desk.ts";
import spanEn from "../../strings/span/en.json" with { type: "json" };
import spanZh from "../../strings/span/zh-CN.json" with { type: "json" };
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

/** Which clocks stand on the card, in the order in which they run. */
const clocks = ["answer", "update", "outcome", "afterMiss"] as const;
const steps = ["look", "open", "answer", "hand-over"] as const;
const rules = ["missed", "moves", "names"] as const;
/** The keys worth knowing by heart; "?" tells the others. */
const keys = [
  ["?", "list"],
  ["j k", "rows"],
  ["Enter", "open"],
  ["/", "find"],
  ["Esc", "back"],
  ["r", "reply"],
  ["n", "note"],
] as const;

const languages: readonly (readonly Language[])[] = [["zh-CN"], ["en"], ["zh-CN", "en"]];
const called: Readonly<Record<Language, string>> = { "zh-CN": "中文", en: "English" };

/** Its words in each language, whichever the page is in. */
const words: Readonly<Record<Language, Strings>> = { en: { ...en, ...spanEn }, "zh-CN": { ...zh, ...spanZh } };
type Unit = "hours" | "days" | "workingDays";

/** A card for a handler's desk, to be read and printed on one page, in either language or both; it holds no word that opens anything. */
export function DeskCard({ inside }: { readonly inside: Inside }): JSX.Element {
  const page = useLanguage();
  const [chosen, choose] = useState<readonly Language[] | null>(null);
  const desk = useDesk(inside);
  const shown = chosen ?? [page];
  return (
    <details class="more">
      <summary>{said("cases.card.title")}</summary>
      <div class="stack close">
        <div class="row no-print" role="group" aria-label={said("cases.card.languages")}>
          {languages.map((some) => (
            <button
              key={some.join()}
              type="button"
              class="segment-button"
              aria-pressed={some.join() === shown.join()}
              onClick={() => choose(some)}
            >
              {some.map((one) => called[one]).join(" + ")}
            </button>
          ))}
        </div>
        <div class="desk-card">
          {shown.map((one) => (
            <Half key={one} desk={desk} language={one} />
          ))}
        </div>
        <Button onClick={() => print()}>{said("cases.card.print")}</Button>
      </div>
    </details>
  );
}

/** The whole card in one language. */
function Half({ desk, language }: { readonly desk: Desk; readonly language: Language }): JSX.Element {
  const t = (key: string, values: Values = {}): string => fill(words[language][key] ?? key, values);
  const span = (one: Readonly<Partial<Record<Unit, number>>>): string => {
    const [unit = "days", n = 0] = (Object.entries(one) as [Unit, number][])[0] ?? [];
    return t(`cases.span.${unit}`, { n });
  };
  const { newest } = desk.roster;
  const { crisis, serious, ordinary } = desk.policy.classes;
  const seats = seatsOf(newest);
  const mine = seats.find(({ id }) => id === desk.me);
  return (
    <section class="stack close" lang={language} translate={false}>
      <p>
        <strong>{mine?.name ?? ""}</strong> <span class="soft">{mine?.role ?? ""}</span>
        <span class="block soft small">{newest.organisation}</span>
      </p>
      <h3>{t("cases.card.sign-in")}</h3>
      <p class="code">
        <Breakable text={`${location.origin}/desk`} />
      </p>
      <p>{t("cases.card.sign-in.how")}</p>
      <h3>{t("cases.card.urgent")}</h3>
      <ol class="numbered">
        {steps.map((step) => (
          <li key={step}>{t(`cases.card.urgent.${step}`, { time: span(crisis.answer) })}</li>
        ))}
      </ol>
      <h3>{t("cases.card.clocks")}</h3>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("cases.card.crisis")}</th>
            {serious !== undefined && <th scope="col">{t("cases.card.serious")}</th>}
            <th scope="col">{t("cases.card.ordinary")}</th>
          </tr>
        </thead>
        <tbody>
          {clocks.map((clock) => (
            <tr key={clock}>
              <th scope="row">{t(`cases.card.clock.${clock}`)}</th>
              <td>{span(crisis[clock])}</td>
              {serious !== undefined && <td>{span(serious[clock])}</td>}
              <td>{span(ordinary[clock])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul class="facts">
        {rules.map((rule) => (
          <li key={rule}>{t(`cases.card.${rule}`)}</li>
        ))}
      </ul>
      <h3>{t("cases.card.ask")}</h3>
      <ul class="facts">
        {seats
          .filter(({ id }) => id !== desk.me)
          .map(({ id, name, role }) => (
            <li key={id}>
              <strong>{name}</strong> {role}
            </li>
          ))}
        <li>{t("cases.card.ask.server")}</li>
        <li>{t("cases.card.ask.stop")}</li>
      </ul>
      <h3>{t("cases.card.keys")}</h3>
      <p class="card-keys">
        {keys.map(([key, does]) => (
          <span key={key}>
            <kbd>{key}</kbd> {t(`cases.card.key.${does}`)}
          </span>
        ))}
      </p>
    </section>
  );
}

import {
  callsIn,
  dial,
  guideIn,
  html,
  languageAndExit,
  writtenPage,
  type Guide,
  type Html,
  type Language,
} from "@niuniu/host";
import { places, type Place } from "../numbers.ts";
import { letter, now } from "../routes.ts";
import en from "./texts/en.json" with { type: "json" };
import zh from "./texts/zh-CN.json" with { type: "json" };

const words = { en, "zh-CN": zh };

/** What the page is made of, in the order in which somebody needs it. */
export const SECTIONS = ["safe", "body", "hospital", "traces", "police", "with", "work", "around"] as const;

/**
 * The first hours, as a page that needs nothing but itself and fits on paper. `here`: where the organisation is, where that is known;
 * `origin`: under which address the house is reached, so that on paper "here" is somewhere.
 */
export function nowPage(language: Language, here: Place | null, origin: string): string {
  const guide = guideIn(words, "now", language, callsIn(language, here, words[language]["now.numbers.unknown"]));
  const { say, plain, section } = guide;
  const body = html`<p>${say("lead")}</p>
    ${SECTIONS.map((name) => html`${section(name)}${name === "traces" ? toLetter(language, guide) : ""}`)}
    ${onThisLine(language, guide)}
    <details ${here === null ? "open" : ""} class="no-print">
      <summary>${say("numbers.elsewhere")}</summary>
      ${places.filter((one) => one !== here).map((one) => calling(one, language, guide))}
    </details>
    <p class="other">${say("note.unsigned")}</p>
    <p class="paper">${new URL(origin).host}${now.path}</p>
    <p class="other no-print">${say("note.network")}${say("note.leave")}</p>`;
  const beside = languageAndExit(now.path, language, { other: plain("other"), exit: plain("exit") });
  return writtenPage({ language, title: plain("title"), beside, body });
}

const toLetter = (language: Language, { say }: Guide): Html =>
  html`<p class="no-print"><a href="${letter.path}?lang=${language}">${say("here.letter")}</a></p>`;

/** The ways into the line itself, for whoever wants one. */
const onThisLine = (language: Language, { say }: Guide): Html =>
  html`<div class="no-print">
    <h2>${say("here.title")}</h2>
    <ul>
      <li><a href="/report">${say("here.report")}</a></li>
      <li><a href="/return">${say("here.back")}</a></li>
      <li><a href="/cases/sealed?lang=${language}">${say("here.plain")}</a></li>
      <li><a href="/told?lang=${language}">${say("here.told")}</a></li>
    </ul>
  </div>`;

/** The numbers of one country. */
function calling({ name, police, ambulance, help }: Place, language: Language, { plain }: Guide): Html {
  const rows: readonly (readonly [what: string, number: string])[] = [
    ...(ambulance === police
      ? ([[plain("numbers.both"), police]] as const)
      : ([
          [plain("numbers.police"), police],
          [plain("numbers.ambulance"), ambulance],
        ] as const)),
    ...help.map((one) => [one.name[language], one.number] as const),
  ];
  return html`<h3>${name[language]}</h3>
    <dl class="numbers">
      ${rows.map(
        ([what, number]) =>
          html`<dt>${what}</dt>
            <dd>${dial(number)}</dd>`,
      )}
    </dl>`;
}

import { callsIn, guideIn, html, languageAndExit, writtenPage, type Language } from "@niuniu/host";
import { nowRoute, type Place } from "@niuniu/now";
import { told } from "../routes.ts";
import en from "./texts/en.json" with { type: "json" };
import zh from "./texts/zh-CN.json" with { type: "json" };

const words = { en, "zh-CN": zh };

/** What the page is made of, the card apart. */
export const SECTIONS = ["say", "not", "day", "lead"] as const;

/** How this house is called: where the organisation is, if that is known, and the address under which it is reached. */
interface House {
  readonly here: Place | null;
  readonly origin: string;
}

/** What to say, what not to do, what is owed within a day; and the card for whoever told it, which stands alone on paper. */
export function toldPage(language: Language, { here, origin }: House): string {
  const filled = callsIn(language, here, words[language]["told.numbers.unknown"]);
  const { say, plain, section, points } = guideIn(words, "told", language, { ...filled, address: html`${origin}` });
  const body = html`<div class="no-print">
      <p>${say("lead")}</p>
      ${SECTIONS.map(section)}
      <p><a href="${nowRoute.path}?lang=${language}">${say("now")}</a></p>
      <p class="other">${say("card.cut")}</p>
    </div>
    <article class="card">
      <h2>${say("card.title")}</h2>
      <ol>
        ${points("card").map((line) => html`<li>${line}</li>`)}
      </ol>
    </article>`;
  const beside = languageAndExit(told.path, language, { other: plain("other"), exit: plain("exit") });
  return writtenPage({ language, title: plain("title"), beside, body });
}

import { guideIn, html, languageAndExit, writtenPage, type Html, type Language } from "@niuniu/host";
import { letter, now } from "../routes.ts";
import { texts } from "../texts.ts";

/** What is left to whoever sends it: a line to write on. */
const BLANK: Html = { html: '<span class="blank">&#8203;</span>' };
const GAPS = { place: BLANK, from: BLANK, until: BLANK, date: BLANK, sender: BLANK };

/** A letter that asks a place to keep its recordings, before they are overwritten: what to mind, and the letter alone on paper. */
export function letterPage(language: Language): string {
  const { say, plain, points } = guideIn(texts, "now", language, GAPS);
  const kept = (list: string): Html =>
    html`<p>${say(`${list}.title`)}</p>
      <ul>
        ${points(list).map((point) => html`<li>${point}</li>`)}
      </ul>`;
  const body = html`<ul class="no-print">
      ${points("letter.hint").map((point) => html`<li>${point}</li>`)}
    </ul>
    <p class="no-print"><a href="${now.path}?lang=${language}">${say("letter.back")}</a></p>
    <article>
      <p><strong>${say("letter.subject")}</strong></p>
      <p>${say("letter.greeting")}</p>
      <p>${say("letter.ask")}</p>
      ${kept("letter.place")} ${kept("letter.it")}
      ${["why", "care", "howlong", "confirm", "thanks", "sign"].map((part) => html`<p>${say(`letter.${part}`)}</p>`)}
    </article>`;
  const beside = languageAndExit(letter.path, language, { other: plain("other"), exit: plain("exit") });
  return writtenPage({ language, title: plain("letter.title"), beside, body });
}

import {
  callsIn,
  dial,
  guideIn,
  html,
  languageAndExit,
  sha256Hex,
  writtenPage,
  type Guide,
  type Html,
  type Language,
} from "@niuniu/host";
import { places, type Place } from "../numbers.ts";
import { letter, now } from "../routes.ts";
import { TEXTS, texts } from "../texts.ts";
import type { Reviewed } from "./reviewed.ts";

/** The beginning of what the texts are known by, so that whoever reads them on paper can say which they were. */
const VERSION = sha256Hex(Buffer.from(TEXTS)).slice(0, 8);

/** What the page is made of, in the order in which somebody needs it. */
export const SECTIONS = ["safe", "body", "hospital", "traces", "police", "with", "work", "around"] as const;

/** Of which house: where it is, where that is known; the address at which it is reached, so that on paper "here" is somewhere; who read these texts lately, if anybody. */
interface House {
  readonly here: Place | null;
  readonly origin: string;
  readonly read: Reviewed | null;
}

/** The first hours, as a page that needs nothing but itself and fits on paper. */
export function nowPage(language: Language, { here, origin, read }: House): string {
  const guide = guideIn(texts, "now", language, {
    ...callsIn(language, here, texts[language]["now.numbers.unknown"]),
    hash: VERSION,
  });
  const { say, plain, section } = guide;
  const body = html`<p>${say("lead")}</p>
    ${SECTIONS.map((name) => html`${section(name)}${name === "traces" ? toLetter(language, guide) : ""}`)}
    ${onThisLine(language, guide)}
    <details ${here === null ? "open" : ""} class="no-print">
      <summary>${say("numbers.elsewhere")}</summary>
      ${places.filter((one) => one !== here).map((one) => calling(one, language, guide))}
    </details>
    <p class="other">${read === null ? say("note.unsigned") : readBy(read, language)}${say("note.version")}</p>
    <p class="paper">${new URL(origin).host}${now.path}</p>
    <p class="other no-print">${say("note.network")}${say("note.leave")}</p>`;
  const beside = languageAndExit(now.path, language, { other: plain("other"), exit: plain("exit") });
  return writtenPage({ language, title: plain("title"), beside, body });
}

/** Who read it and when, as a member of the committee says. */
function readBy({ day, medical, legal }: Reviewed, language: Language): Html {
  const { plain } = guideIn(texts, "now", language);
  const who = ({ name, profession }: Reviewed["legal"]): Html =>
    guideIn(texts, "now", language, { name: name ?? plain("note.unnamed"), profession }).say("note.who");
  const written = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  return guideIn(texts, "now", language, { day: written, medical: who(medical), legal: who(legal) }).say("note.read");
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
  const list = html`<h3>${name[language]}</h3>
    <dl>
      ${rows.map(
        ([what, number]) =>
          html`<dt>${what}</dt>
            <dd>${dial(number)}</dd>`,
      )}
    </dl>`;
  // Every country is on this page: hundreds of line breaks that nobody sees.
  return { html: list.html.replaceAll("\n", "") };
}

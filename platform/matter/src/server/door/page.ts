import { html, languageAndExit, writtenPage, type Html, type Language } from "@niuniu/host";
import { armour } from "../armour.ts";
import { pickUpNumber } from "./number.ts";
import type { DoorWords } from "./words.ts";

/** A person who can be sealed to, as the page shows them. `recipient` is the text form, `age1pq1…`. */
interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly side: "employees" | "employer" | "outside";
  readonly recipient: string;
}

/** What the pages of one feature's door show of their own. */
export interface DoorPages {
  readonly words: Readonly<Record<Language, DoorWords>>;
  /** Addresses: of the page, which takes the file as well, and of whoever looks for an answer. */
  readonly page: string;
  readonly pickUp: string;
}

/** What a form asks, and of whom. */
interface Asking {
  readonly recipients: readonly Recipient[];
  /** For whoever hands in a file: the number under which it is found. */
  readonly number: string;
  /** What is asked beside the file and who was struck out: fields of the form. */
  readonly asked: Html;
}

/** Where a matter stands, for the person with its pick-up number. */
export interface Standing {
  /** What is said of it first: what, and how it is. */
  readonly about: readonly (readonly [what: string, how: string])[];
  /** Finished texts; null where nothing is owed, and `ended` says why. */
  readonly owed: { readonly act: string; readonly owner: string; readonly due: string } | null;
  readonly ended: string;
  readonly opened: boolean;
  readonly replies: readonly { readonly number: number; readonly date: string; readonly file: Uint8Array }[];
  /** How the answers before these are asked for, or null where there are none. */
  readonly older: { readonly number: string; readonly before: number } | null;
}

/** Opens an answer and shows its text alone: what is sealed is the letter as JSON, padded with zeros (spec/seal.md §4). */
export const READ = String.raw`age -d -i own-key.txt answer.txt | tr -d '\000' | awk '{sub(/.*"text":"/,"");sub(/"}$/,"");sub(/","finding":"/,"\n\n= ");gsub(/\\n/,"\n");gsub(/\\"/,"\"");print}'`;

/** How to seal a text by hand, whom to, and where to hand it in. Works without script, style or cookie. */
export function sealedPageHtml(
  door: DoorPages,
  language: Language,
  roster: Asking & { readonly expired: boolean },
): string {
  const w = door.words[language];
  const { recipients, expired } = roster;
  if (recipients.length === 0) return document(door, language, html`<p>${w.notOpen}</p>`);
  return document(
    door,
    language,
    html`<p>${w.intro}</p>
      ${expired ? html`<p role="status">${w.expired}</p>` : ""}
      <h2>${w.who}</h2>
      <p>${w.whoLead(recipients.filter(({ side }) => side === "employer").length)}</p>
      <ul>
        ${recipients.map((one) => html`<li>${nameOf(w, one)}</li>`)}
      </ul>
      <p>${w.trust}</p>
      ${stepsHtml(w, recipients)} ${formHtml(door, language, roster)} ${pickUpForm(door, language)}`,
  );
}

function stepsHtml(w: DoorWords, recipients: readonly Recipient[]): Html {
  const lines = recipients.map((one) => `# ${plain(`${one.name}, ${one.role}`)}\n${one.recipient}\n`).join("");
  return html`<h2>${w.step1}</h2>
    <p>${w.step1Lead}</p>
    ${copyable("recipients.txt", lines, recipients.length * 4)}
    <h2>${w.step2}</h2>
    <p>${w.step2Lead}</p>
    <p><code>age-keygen -pq -o own-key.txt</code></p>
    <p><code>age-keygen -y -o own-recipient.txt own-key.txt</code></p>
    <h2>${w.step3}</h2>
    <p>${w.step3Lead}</p>
    <p><code>cat own-recipient.txt &gt;&gt; report.txt</code></p>
    <p><code>age -R recipients.txt -R own-recipient.txt -o report.age report.txt</code></p>`;
}

function formHtml(door: DoorPages, language: Language, { recipients, number, asked }: Asking): Html {
  const w = door.words[language];
  return html`<h2>${w.step4}</h2>
    <form method="post" action="${door.page}?lang=${language}" enctype="multipart/form-data">
      <fieldset>
        <legend>${w.leftOut}</legend>
        ${recipients.map(
          (one) =>
            html`<p>
              <label><input type="checkbox" name="struck" value="${one.id}" /> ${nameOf(w, one)}</label>
            </p>`,
        )}
      </fieldset>
      ${asked}
      <p>
        <label>${w.file} <input type="file" name="file" required /></label>
      </p>
      <p>
        <label
          >${w.numberIs} <input name="number" value="${grouped(number)}" size="36" autocomplete="off" maxlength="60"
        /></label>
      </p>
      <p>${w.numberBefore}</p>
      <p>${w.wait}</p>
      <p><button type="submit">${w.send}</button></p>
    </form>`;
}

function pickUpForm(door: DoorPages, language: Language): Html {
  const w = door.words[language];
  return html`<h2>${w.pickUp}</h2>
    <p>${w.pickUpLead}</p>
    <form method="post" action="${door.pickUp}?lang=${language}" enctype="multipart/form-data">
      <p>
        <label
          >${w.number} <input name="number" inputmode="numeric" autocomplete="off" maxlength="60" required
        /></label>
      </p>
      <p><button type="submit">${w.look}</button></p>
    </form>`;
}

/** Shown once after a file was taken in: the number, in groups of five. */
export function takenHtml(door: DoorPages, language: Language, number: string): string {
  const w = door.words[language];
  return document(
    door,
    language,
    html`<h2>${w.taken}</h2>
      <p>${w.takenLead}</p>
      <p>${w.numberIs}: <strong>${grouped(number)}</strong></p>
      <p>${w.ifMissed}</p>`,
  );
}

/** Shown where a file has come whole and its turn has not: nothing is promised yet. */
export function waitingHtml(door: DoorPages, language: Language, number: string): string {
  const w = door.words[language];
  return document(
    door,
    language,
    html`<h2>${w.waiting}</h2>
      <p>${w.waitingLead}</p>
      <p>${w.numberIs}: <strong>${grouped(number)}</strong></p>
      <form method="post" action="${door.pickUp}?lang=${language}" enctype="multipart/form-data">
        <input type="hidden" name="number" value="${number}" />
        <p><button type="submit">${w.look}</button></p>
      </form>`,
  );
}

const { grouped } = pickUpNumber;

/** What the pick-up number shows: how it is, owner, date, and replies that only the sender's own key opens. */
export function pickUpHtml(door: DoorPages, language: Language, standing: Standing): string {
  const w = door.words[language];
  const { about, owed, ended, opened, replies, older } = standing;
  return document(
    door,
    language,
    html`<h2>${w.stands}</h2>
      <dl>
        ${about.map(
          ([what, how]) =>
            html`<dt>${what}</dt>
              <dd>${how}</dd>`,
        )}
        ${
          owed === null
            ? html`<dd>${ended}</dd>`
            : html`<dt>${w.owner}</dt>
                <dd>${w.said(owed.owner, owed.act)}</dd>
                <dt>${w.due}</dt>
                <dd>${owed.due}</dd>
                <dd>${w.ifMissed}</dd>`
        }
      </dl>
      <p>${opened ? w.opened : w.notOpened}</p>
      <p>${w.contest}</p>
      <h2>${w.replies}</h2>
      ${
        replies.length === 0
          ? html`<p>${w.noReplies}</p>`
          : html`<p>${w.repliesLead}</p>
              <p><code>${READ}</code></p>
              ${replies.map((one) => copyable(`${one.number} · ${one.date}`, armour(one.file), 12))}
              ${older === null ? html`` : olderForm(door, language, older)}`
      }
      <p><a href="${door.page}?lang=${language}">${w.back}</a></p>`,
  );
}

function olderForm(door: DoorPages, language: Language, { number, before }: NonNullable<Standing["older"]>): Html {
  return html`<form method="post" action="${door.pickUp}?lang=${language}" enctype="multipart/form-data">
    <input type="hidden" name="number" value="${number}" />
    <input type="hidden" name="before" value="${before}" />
    <p><button type="submit">${door.words[language].older}</button></p>
  </form>`;
}

function copyable(label: string, text: string, rows: number): Html {
  // A line end after the tag is not part of the text, so the first line is safe to begin with one.
  return html`<p>
    <label
      >${label}<br /><textarea readonly rows="${Math.min(rows, 24)}" cols="28" spellcheck="false">${text}</textarea>
    </label>
  </p>`;
}

const nameOf = (w: DoorWords, { name, role, side }: Recipient): string => w.said(name, role, w.sides[side]);

/** A comment in recipients.txt is one line; a name with a line end in it would be another recipient. */
function plain(text: string): string {
  return text.replace(/\p{C}+|[\u2028\u2029]/gu, " ");
}

function document(door: DoorPages, language: Language, body: Html): string {
  const w = door.words[language];
  const beside = languageAndExit(door.page, language, { other: w.language, exit: w.exit });
  return writtenPage({ language, title: w.title, beside, body });
}

import { NO_HEAD } from "@niuniu/matter";
import { chained, kindOf, newestOf, unarmoured, type Office } from "@niuniu/matter/server";
import { parseEvent } from "../parse.ts";
import type { Case } from "../terms.ts";
import type { Database, Handler, Pool } from "@niuniu/host";
import { fromBase64, fromHex, sha256 } from "@niuniu/note";
import { offsetAt, type Calendar } from "@niuniu/owe";
import { caseName, recipientText } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";
import { closedUnread } from "../cannot-open.ts";
import { takeIn } from "../decide.ts";
import type { SealedEvent } from "../events.ts";
import { isOwedAct, pickUpNumber } from "./pick-up.ts";
import type { SealedForm } from "../routes.ts";
import type { Context } from "./context.ts";
import { handInsOn, type HandIns } from "./hand-in.ts";
import { committeeOf, opened } from "./office.ts";
import { checkHybrid } from "./hybrid.ts";
import { pickUpHtml, sealedPageHtml, takenHtml, waitingHtml, type Recipient, type Standing } from "./sealed-page.ts";
import { LARGEST_ENVELOPE } from "./sizes.ts";
import { columnsOf } from "./step.ts";
import { readCase, sealed as stored, type CaseRow } from "./store-case.ts";
import type { NewCase } from "./store-report.ts";
import { handing } from "./handing.ts";

/** A file and the few fields beside it. */
export const LARGEST_FORM = LARGEST_ENVELOPE + 65_536;

/** The page that says how to seal a report by hand, and to whom. */
export function sealedPageHandler(context: Context): Handler<"anyone", undefined, string> {
  return async ({ language }) => {
    const office = await context.office.get();
    const recipients = (office?.active ?? []).map(({ id, name, role, side, recipient }): Recipient => {
      return { id, name, role, side, recipient: recipientText(fromBase64(recipient)) };
    });
    const number = pickUpNumber.make(context.host.random);
    return sealedPageHtml(language, { recipients, expired: office?.expired === true, number });
  };
}

/** The files of one server, each of which becomes a case when its turn has come. */
export const sealedFilesOn = (context: Context, pool: Pool, patience?: number): HandIns =>
  handInsOn(context, pool, {
    decided: (...file) => decided(context, ...file),
    ...(patience === undefined ? {} : { patience }),
  });

/**
 * Takes a file sealed by hand in as a case under the pick-up number that the page gave its sender, or one made now. Answers
 * when it is stored; where its turn takes longer than a proxy waits, that it is waiting.
 */
export function sealedFileHandler(context: Context, { hand }: HandIns): Handler<"anyone", SealedForm, string> {
  return async ({ request: { file, ...fields }, language }) => {
    const request = { ...fields, file: unarmoured(file) };
    // What cannot be taken is told so at once.
    readersOf(opened(await context.office.get()), request);
    const number =
      request.number.trim() === "" ? pickUpNumber.make(context.host.random) : pickUpNumber.read(request.number);
    if (number === null) throw new Refused("cases/not-a-number");
    const came = await hand(request, pickUpNumber.lookup(number));
    return came === "stored" ? takenHtml(language, number) : waitingHtml(language, number);
  };
}

/** Who is to read a file that has the form of one. */
function readersOf({ active }: Office, { struck, file }: SealedForm): readonly string[] {
  const ids = active.map(({ id }) => id);
  if (!struck.every((id) => ids.includes(id))) throw new Refused("cases/unknown-reader");
  const readers = ids.filter((id) => !struck.includes(id));
  if (file.length > LARGEST_ENVELOPE) throw new Refused("cases/wrong-size");
  // The chosen people, and the sender's own recipient where there is one. Who they are only the keys could tell.
  checkHybrid(file, Math.max(1, readers.length), readers.length + 1);
  return readers;
}

async function decided(context: Context, office: Office, form: SealedForm, lookup: Uint8Array): Promise<NewCase> {
  const { host, rulebook } = context;
  const { class: urgency, struck, file } = form;
  const readers = readersOf(office, form);
  const rules = rulebook.of(office);
  const unread = await context.unread.get();
  const taken = { case: caseName(host.random(32)), class: urgency, readers, struck };
  const { statement } = office;
  const decision = takeIn(taken, host.now(), { ...committeeOf(office, rules), struck: [...struck], unread, statement });
  const made = { signed: null, events: decision.events };
  const { entries, head } = chained<Case>({ head: fromHex(NO_HEAD) }, made, { random: host.random, read: parseEvent });
  const row: CaseRow = {
    ...{ id: taken.case, lookup, auth: null, body: sha256(file), head },
    ...{ class: urgency, begun: decision.state.day, statement: office.number },
    ...{ policy: office.policy, calendar: office.calendar, closedOn: null },
    ...columnsOf(decision.state),
    struck: [...struck],
  };
  return { row, entries: entries.map((entry, at) => (at === 0 ? { ...entry, envelope: file } : entry)), wraps: [] };
}

/** The newest answers of a case before that entry, and whether those are all. */
async function repliesOf(db: Database, id: string, before: number) {
  const sealed = (await stored.readLinks(db, id)).filter(
    ({ number, size, text }) => size !== null && number < before && !withheld.includes(kindOf(text)),
  );
  const files = await stored.readEnvelopes(db, id, newestOf(sealed, handing.page));
  const replies = sealed.flatMap(({ number, text }) => {
    const file = files.get(number);
    return file === undefined ? [] : [{ number, date: dateOf(text), file }];
  });
  return { replies, whole: replies.length === sealed.length };
}

/** Why a file was closed that nobody has read, or null where it was not. */
function unreadOf(state: CaseRow["state"]): Standing["unread"] {
  if (!closedUnread(state)) return null;
  return state.left ? "left" : "unopened";
}

/** Shows where a sealed file stands and hands out the answers, to whoever has its number. */
export function pickUpHandler(
  context: Context,
  { waits }: HandIns,
): Handler<"anyone", { readonly number: string; readonly before: number }, string> {
  return async ({ request, language }) => {
    const { host, rulebook } = context;
    const number = pickUpNumber.read(request.number);
    if (number === null) throw new Refused("cases/unknown-number");
    const lookup = pickUpNumber.lookup(number);
    const row = await readCase(host.db, { lookup });
    if (row === null && waits(lookup)) return waitingHtml(language, number);
    // A number opens no report that was made with a receipt: that one has a key.
    if (row?.auth !== null) throw new Refused("cases/unknown-number");
    const { replies, whole } = await repliesOf(host.db, row.id, request.before);
    const older = whole ? null : { number: request.number, before: replies[0]?.number ?? 0 };
    const { stage, opened: isOpened, state } = row;
    const owed = state.obligation;
    return pickUpHtml(language, {
      ...{ stage, opened: isOpened, replies, older },
      unread: unreadOf(state),
      owed:
        owed === null || !isOwedAct(owed.act)
          ? null
          : {
              act: owed.act,
              owner: await nameOf(context, owed.owner),
              due: dueText(owed.due, rulebook.of(row).calendar),
            },
    });
  };
}

/** What is not for the sender: notes among the readers, and the report itself, which the sender has. */
const withheld: readonly string[] = ["note", "sealed" satisfies SealedEvent["kind"]];

async function nameOf({ office }: Context, id: string): Promise<string> {
  return (await office.get())?.active.find((one) => one.id === id)?.name ?? id;
}

function dateOf(text: string): string {
  return (JSON.parse(text.slice(0, text.indexOf("\n"))) as { readonly date: string }).date;
}

/** The day and minute on the organisation's clock, with how far it is ahead of UTC. */
function dueText(due: number, { offset }: Calendar): string {
  const ahead = offsetAt(offset, due);
  const shown = new Date(due + ahead).toISOString();
  const by = new Date(Math.abs(ahead)).toISOString();
  return `${shown.slice(0, 10)} ${shown.slice(11, 16)} (UTC${ahead < 0 ? "-" : "+"}${by.slice(11, 16)})`;
}

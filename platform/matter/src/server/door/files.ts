import { html, type Database, type Handler, type Host, type Html, type Language, type Pool } from "@niuniu/host";
import { fromBase64 } from "@niuniu/note";
import { offsetAt, type Calendar, type Instant } from "@niuniu/owe";
import { recipientText } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";
import { unarmoured } from "../armour.ts";
import { requireHybrid } from "../hybrid.ts";
import { openOffice, type Office } from "../office.ts";
import { newestOf } from "../paging.ts";
import type { SealedStore } from "../sealed/store.ts";
import { kindOf, type Handing } from "../sealed/thread.ts";
import { handInsOn, type HandIns } from "./hand-in.ts";
import { pickUpNumber } from "./number.ts";
import * as pages from "./page.ts";
import type { HandedIn } from "./shapes.ts";

/** A file whose turn has come, with who is there now and who of them is to read it. `lookup`: under which it is found again. */
export interface Taken<Form> {
  readonly office: Office;
  readonly readers: readonly string[];
  readonly form: Form;
  readonly lookup: Uint8Array;
}

type Shares = Pick<Handing<never, unknown>, "page" | "isInternal"> & {
  readonly store: Pick<SealedStore, "readLinks" | "readEnvelopes">;
};

/** What the holder of a number is told of a matter besides its answers; see `Standing` of the page. */
interface Told extends Pick<pages.Standing, "about" | "ended" | "opened"> {
  /** `act` as it is said; `owner` an id. */
  readonly owed: {
    readonly act: string;
    readonly owner: string;
    readonly due: Instant;
    readonly calendar: Calendar;
  } | null;
}

/** The matters of a feature, as a door without script begins and shows them. Its refusals bear the feature's name. */
export interface Door<Form extends HandedIn, Row> extends pages.DoorPages {
  readonly name: string;
  /** The largest file in bytes. */
  readonly largest: number;
  /** What is asked beside the file and who was struck out: fields of the form. `office`: who is asked, and by which rules they answer. */
  readonly asks: (language: Language, office: Office) => Html;
  readonly office: () => Promise<Office | null>;
  readonly find: (
    lookup: Uint8Array,
  ) => Promise<(Row & { readonly id: string; readonly auth: Uint8Array | null; readonly body: Uint8Array }) | null>;
  /** Stores what a file becomes; false where something lies under its lookup by now. */
  readonly begin: (taken: Taken<Form>) => Promise<boolean>;
  readonly told: (row: Row, language: Language) => Told;
  /** How its chains are read, and what in them is not for whoever handed the file in. */
  readonly handing: Shares;
}

/** The handlers of one server's door. */
export interface DoorHandlers<Form> {
  /** The page that says how to seal by hand, and to whom. */
  readonly page: Handler<"anyone", undefined, string>;
  /**
   * Takes a file sealed by hand in under the pick-up number that the page gave its sender, or one made now. Answers when it is
   * stored; where its turn takes longer than a proxy waits, that it is waiting.
   */
  readonly file: Handler<"anyone", Form, string>;
  /** Shows where a sealed file stands and hands out the answers, to whoever has its number. */
  readonly pickUp: Handler<"anyone", { readonly number: string; readonly before: number }, string>;
}

/** Opens a door without script for the matters of a feature; files come in turn through `pool`. */
export function doorOn<Form extends HandedIn, Row>(
  { db, random }: Pick<Host, "db" | "random">,
  door: Door<Form, Row>,
  pool: Pool,
): DoorHandlers<Form> {
  const { name } = door;
  const opened = async (): Promise<Office> => openOffice(await door.office(), name);
  const { hand, waits } = handInsOn<Form>(
    {
      name,
      find: door.find,
      begin: async (form, lookup) => {
        const office = await opened();
        return door.begin({ office, readers: readersOf(door, office, form), form, lookup });
      },
    },
    pool,
  );
  return {
    page: async ({ language }) => {
      const office = await door.office();
      const recipients = (office?.active ?? []).map(({ id, name, role, side, recipient }) => {
        return { id, name, role, side, recipient: recipientText(fromBase64(recipient)) };
      });
      const asked = office === null ? html`` : door.asks(language, office);
      const expired = office?.expired === true;
      return pages.sealedPageHtml(door, language, { recipients, expired, number: pickUpNumber.make(random), asked });
    },
    file: async ({ request: { file, ...fields }, language }) => {
      const request = { ...fields, file: unarmoured(file) } as Form;
      // What cannot be taken is told so at once.
      readersOf(door, await opened(), request);
      const number = request.number.trim() === "" ? pickUpNumber.make(random) : pickUpNumber.read(request.number);
      if (number === null) throw new Refused(`${name}/not-a-number`);
      const came = await hand(request, pickUpNumber.lookup(number));
      return came === "stored" ? pages.takenHtml(door, language, number) : pages.waitingHtml(door, language, number);
    },
    pickUp: pickUpOn(db, door, waits),
  };
}

function pickUpOn<Form extends HandedIn, Row>(
  db: Database,
  door: Door<Form, Row>,
  waits: HandIns<Form>["waits"],
): DoorHandlers<Form>["pickUp"] {
  const { name } = door;
  return async ({ request, language }) => {
    const number = pickUpNumber.read(request.number);
    if (number === null) throw new Refused(`${name}/unknown-number`);
    const lookup = pickUpNumber.lookup(number);
    const row = await door.find(lookup);
    if (row === null && waits(lookup)) return pages.waitingHtml(door, language, number);
    // A number opens nothing that was begun with a receipt: that has a key.
    if (row?.auth !== null) throw new Refused(`${name}/unknown-number`);
    const { replies, whole } = await repliesOf(db, door.handing, { id: row.id, before: request.before });
    const older = whole ? null : { number: request.number, before: replies[0]?.number ?? 0 };
    const { owed, ...told } = door.told(row, language);
    const shown = owed === null ? null : await owedText(door.office, owed);
    return pages.pickUpHtml(door, language, { ...told, owed: shown, replies, older });
  };
}

/** Who is to read a file that has the form of one. */
function readersOf<Form extends HandedIn>(
  { name, largest }: Pick<Door<Form, never>, "name" | "largest">,
  { active }: Office,
  { struck, file }: Form,
): readonly string[] {
  const ids = active.map(({ id }) => id);
  if (!struck.every((id) => ids.includes(id))) throw new Refused(`${name}/unknown-reader`);
  const readers = ids.filter((id) => !struck.includes(id));
  if (file.length > largest) throw new Refused(`${name}/wrong-size`);
  // The chosen people, and the sender's own recipient where there is one. Who they are only the keys could tell.
  requireHybrid(file, { least: Math.max(1, readers.length), most: readers.length + 1 }, `${name}/not-sealed`);
  return readers;
}

/** The newest answers of a matter before that entry, and whether those are all. */
async function repliesOf(
  db: Database,
  { store, page, isInternal }: Shares,
  { id, before }: { readonly id: string; readonly before: number },
) {
  const sealed = (await store.readLinks(db, id)).filter(
    // The first is the file itself, which its sender has.
    ({ number, size, text }) => size !== null && number > 1 && number < before && !isInternal(kindOf(text)),
  );
  const files = await store.readEnvelopes(db, id, newestOf(sealed, page));
  const replies = sealed.flatMap(({ number, text }) => {
    const file = files.get(number);
    return file === undefined ? [] : [{ number, date: dateOf(text), file }];
  });
  return { replies, whole: replies.length === sealed.length };
}

function dateOf(text: string): string {
  return (JSON.parse(text.slice(0, text.indexOf("\n"))) as { readonly date: string }).date;
}

async function owedText(
  office: () => Promise<Office | null>,
  { act, owner, due, calendar }: NonNullable<Told["owed"]>,
): Promise<pages.Standing["owed"]> {
  const name = (await office())?.active.find((one) => one.id === owner)?.name ?? owner;
  return { act, owner: name, due: dueText(due, calendar) };
}

/** The day and minute on the organisation's clock, with how far it is ahead of UTC. */
function dueText(due: Instant, { offset }: Calendar): string {
  const ahead = offsetAt(offset, due);
  const shown = new Date(due + ahead).toISOString();
  const by = new Date(Math.abs(ahead)).toISOString();
  return `${shown.slice(0, 10)} ${shown.slice(11, 16)} (UTC${ahead < 0 ? "-" : "+"}${by.slice(11, 16)})`;
}

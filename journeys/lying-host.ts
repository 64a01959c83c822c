import { setTimeout as wait } from "node:timers/promises";
import { addSignature, fromBase64, signNote } from "@niuniu/note";
import { countersign, propose as proposeRoute, signIn } from "@niuniu/people";
import { chain, SLOT } from "@niuniu/record";
import { checkChain, propose, type Change } from "@niuniu/roster";
import { ask, type Founder } from "@niuniu/sample";
import { bearer, type RosterAnswer } from "@niuniu/wire";
import { random, type House } from "./house.ts";
import { openInBetween, type Altering } from "./in-between.ts";
import { sendReport, type SealedReport } from "./sealed-report.ts";

/**
 * A host that lies. It has everything a host has: the database, the key of the record, and the way to every reader. It
 * has no member's key and no reporter's.
 */
export interface LyingHost {
  /** The house as its readers reach it: through the host's own hands. */
  readonly house: House;
  /** From now on answers pass through this, one after the other; without any, they pass as they are. */
  readonly lie: (...alters: readonly Altering[]) => void;
  readonly close: () => Promise<void>;
}

/** Puts a lying host before a house. */
export async function openLyingHost(house: House): Promise<LyingHost> {
  let alters: readonly Altering[] = [];
  const between = await openInBetween(house, async (passing) => {
    let altered = passing;
    for (const alter of alters) altered = await alter(altered);
    return altered;
  });
  return {
    house: { ...house, origin: between.origin },
    lie: (...next) => void (alters = next),
    close: between.close,
  };
}

/** Moves the house's clock past the slot that is open, and seals it. */
export async function sealed(house: House): Promise<void> {
  house.clock.moveTo((Math.floor(house.clock.now() / SLOT) + 1) * SLOT + 1);
  await house.running().host.record.tick();
}

/** Five minutes on: a new milestone. The server seals every slot in between, as it would have. */
export async function milestone(house: House): Promise<void> {
  // A gap of four slots or more would be published as an absence.
  for (let slots = 0; slots < 30; slots += 3) {
    house.clock.moveTo(house.clock.now() + 3 * SLOT);
    await house.running().host.record.tick();
  }
}

/** Nothing that was promised for a slot still open is ever sealed. */
export async function unplace({ query }: House): Promise<void> {
  await query("delete from record_placed where slot in (select slot from record_slot where index is null)");
}

/** An entry of a case as it lies in the database, its envelope as it is packed there. */
export interface StoredEntry {
  readonly text: string;
  readonly salt: Uint8Array;
  readonly envelope: Buffer | null;
}

/** What is stored of a case, in order. */
export async function storedCase(house: House, name: string): Promise<readonly StoredEntry[]> {
  const sql = `select text, salt, (select string_agg(bytes, ''::bytea order by part) from cases_piece p
      where p.case_id = e.case_id and p.number = e.number) as envelope
    from cases_entry e where case_id = $1 order by number`;
  const rows = await house.query(sql, [name]);
  return rows.map(({ text, salt, envelope }) => {
    const bytes = new Uint8Array(salt as Buffer);
    return { text: String(text), salt: bytes, envelope: envelope as Buffer | null };
  });
}

/**
 * Rewrites a case in the database, chain and all, and puts its new head into the record as if it had always been there:
 * into the slot that is open now, which is the best a host can do.
 */
export async function rewriteCase(house: House, name: string, entries: readonly StoredEntry[]): Promise<void> {
  const head = chain(entries.map(({ text, salt }) => ({ event: text, salt }))).at(-1) ?? new Uint8Array(32);
  await house.query("delete from cases_entry where case_id = $1", [name]);
  await house.query("delete from cases_piece where case_id = $1 and number > 0", [name]);
  for (const [at, { text, salt, envelope }] of entries.entries()) {
    const row = [name, at + 1, text, Buffer.from(salt)];
    await house.query("insert into cases_entry (case_id, number, text, salt) values ($1, $2, $3, $4)", row);
    if (envelope === null) continue;
    for (let part = 0; part * 2_656 < envelope.length; part++) {
      const piece = [name, at + 1, part, envelope.subarray(part * 2_656, (part + 1) * 2_656)];
      await house.query("insert into cases_piece (case_id, number, part, bytes) values ($1, $2, $3, $4)", piece);
    }
  }
  const sql = `update cases_case set head = $2, entries = $3, state = jsonb_set(state, '{entries}', to_jsonb($3::integer))
    where id = $1`;
  await house.query(sql, [name, Buffer.from(head), entries.length]);
  await house.query(
    "insert into record_placed (commitment, slot) select $1, open_slot from record_log on conflict do nothing",
    [Buffer.from(head)],
  );
}

/** Rewrites a case likewise, and the record seals it. */
export async function rewriteSealed(house: House, sent: SealedReport, entries: readonly StoredEntry[]): Promise<void> {
  await rewriteCase(house, sent.case, entries);
  await sealed(house);
}

/** A report that was sent just now, as it lies in the database. */
export interface JustSent {
  readonly sent: SealedReport;
  /** What its reporter signed. */
  readonly report: StoredEntry;
  /** What the server said is owed for it. */
  readonly owed: StoredEntry;
  /** Somebody whose turn it is not. */
  readonly friend: Founder;
}

/** Sends a report, and looks into the database. */
export async function justSent(house: House): Promise<JustSent> {
  const sent = await sendReport(house);
  const [report, owed] = await storedCase(house, sent.case);
  const friend = house.founders.find(({ id }) => id !== sent.owner.id);
  if (report === undefined || owed === undefined || friend === undefined) throw new Error("nothing was stored");
  return { sent, report, owed, friend };
}

/** Sends a report, and the host says that it is its friend's to answer. */
export async function sentAstray(house: House): Promise<JustSent> {
  const just = await justSent(house);
  await rewriteSealed(house, just.sent, [just.report, retold(just.owed, { owner: just.friend.id })]);
  return just;
}

/** An entry the server wrote by itself, said otherwise. */
export function retold(entry: StoredEntry, said: Readonly<Record<string, unknown>>): StoredEntry {
  return { ...entry, text: `${JSON.stringify({ ...(JSON.parse(entry.text) as object), ...said })}\n` };
}

/** A new entry of the server's own making. */
export const invented = (said: object): StoredEntry => ({
  text: `${JSON.stringify(said)}\n`,
  salt: random(32),
  envelope: null,
});

/** What the server says of the committee. */
export async function rosterOf({ origin }: Pick<House, "origin">): Promise<RosterAnswer> {
  return (await (await fetch(`${origin}/people/roster`)).json()) as RosterAnswer;
}

const signer = ({ id, signing }: Founder) => ({ name: id, seed: fromBase64(signing) });

async function as(origin: string, { id, password }: Founder): Promise<string> {
  return bearer((await ask(origin, signIn, { json: { member: id, password } })).token);
}

/** The next statement as one founder proposes it, without a desk that looks at it first. Resolves with the signed draft. */
export async function proposeAs({ origin, clock }: House, by: Founder, change: Partial<Change>): Promise<string> {
  const before = checkChain((await rosterOf({ origin })).statements);
  const effective = clock.now();
  const { validUntil } = before.newest;
  const text = propose(before, {
    date: new Date(effective).toISOString().slice(0, 10),
    effective,
    validUntil,
    ...change,
  });
  const note = signNote(text, [signer(by)]);
  await ask(origin, proposeRoute, { authorization: await as(origin, by), json: { note } });
  return note;
}

/** The next statement, proposed by one founder and signed by others until it is in force; and in the record. */
export async function nextStatement(house: House, change: Partial<Change>): Promise<void> {
  const [first, ...others] = house.founders;
  if (first === undefined) throw new Error("nobody has founded this house");
  let note = await proposeAs(house, first, change);
  for (const other of others) {
    note = addSignature(note, signer(other));
    const authorization = await as(house.origin, other);
    if ((await ask(house.origin, countersign, { authorization, json: { note } })).inForce) break;
  }
  await house.running().host.record.tick();
}

/** Waits until something has come about, for a while. */
export async function until<T>(look: () => Promise<T | null>, what: string): Promise<T> {
  for (let tries = 0; tries < 450; tries++) {
    const found = await look();
    if (found !== null) return found;
    await wait(100);
  }
  throw new Error(`waited in vain: ${what}`);
}

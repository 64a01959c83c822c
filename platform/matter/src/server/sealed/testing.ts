import { utcDay, type Tx } from "@niuniu/host";
import { testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { fromBase64, sha256, toHex } from "@niuniu/note";
import { dayOf, readCalendar } from "@niuniu/owe";
import { commit } from "@niuniu/record";
import type { Roster } from "@niuniu/roster";
import { countedRandom, SAMPLE_PEOPLE, sampleRoster } from "@niuniu/roster/testing";
import { receiptKeys, recipientOf, sealEnvelope, signAct } from "@niuniu/seal";
import { CALENDAR, Refused } from "@niuniu/wire";
import { sql, type Selectable } from "kysely";
import { beginSealed, type Begun } from "../../begin-sealed.ts";
import { decide } from "../../decide.ts";
import { NO_HEAD } from "../../entry.ts";
import { letterbox, readBoxAct, type BoxAct, type Letterbox } from "../../testing/letterbox.ts";
import { matter } from "../feature.ts";
import { mattersOn } from "../matters.ts";
import { readOffice } from "../office.ts";
import type { Row, Store } from "../store.ts";
import { begunOn } from "./begun.ts";
import { keepingIn } from "./keep.ts";
import { hexOf } from "./pieces.ts";
import { sealedRows } from "./rows.ts";
import { servingOn, type SealedHandlers } from "./serving.ts";
import { sealedStore } from "./store.ts";
import type { Sealed } from "./thread.ts";

/** The tables of a feature whose sealed matters are letters in a box, as little as they can be. */
const TABLES = `
  create table box_letter (id text primary key, lookup bytea unique, auth bytea, head bytea, readers text[], state jsonb,
    colour text, policy text, calendar text, wrapped text not null default '', fresh date);
  create table box_link (case_id text, number integer, text text, salt bytea, fresh date, primary key (case_id, number));
  create table box_piece (number integer, fresh date, part smallint, case_id text, bytes bytea);`;
const SEALED = { matter: "box_letter", entry: "box_link", piece: "box_piece" };

/** A letter without its chain. */
export interface BoxRow extends Row<Letterbox>, Sealed {
  readonly lookup: Uint8Array;
  /** What this feature knows of a letter besides. */
  readonly colour: string;
  readonly state: Row<Letterbox>["state"];
}

/** The rows of letters; nobody owes anything in one. */
export const rows = sealedRows<BoxRow>(SEALED.matter, (found: Selectable<Omit<BoxRow, "due">>) => {
  return { ...found, due: null };
});
const store = sealedStore(SEALED);
const keeping = keepingIn(SEALED, ["head", "readers", "state", "fresh"]);

/** Sealed messages of a letter are at most so long, in bytes. */
export const LARGEST = 16_384;

/** A box on a server of its own, and everybody's keys. */
export interface BoxHouse extends SealedHandlers<{ readonly colour: string }> {
  readonly host: TestHost;
  /** Somebody puts a letter into it that everybody may read but those. */
  readonly put: (text: string, struck?: readonly string[]) => Promise<Begun>;
  /** An act upon a letter as its thread stands now, signed by a member, or with the receipt. */
  readonly signed: (
    begun: Begun,
    by: string,
    act: { readonly kind: string; readonly envelope?: Uint8Array } & Readonly<Record<string, unknown>>,
  ) => Promise<string>;
  /** Words as they come sealed: to whom, no server can see. */
  readonly words: (text: string) => Promise<Uint8Array>;
  /** What opens the messages of a member. */
  readonly identityOf: (id: string) => Uint8Array;
  /** What a member signs with. */
  readonly seedOf: (id: string) => Uint8Array;
  /** To whom what is for a member is sealed. */
  readonly recipientOf: (id: string) => Uint8Array;
}

const calendar = readCalendar(CALENDAR);
const none = (): Promise<readonly string[]> => Promise.resolve([]);

/** Serves letters as any feature serves its sealed matters. */
function servedOn(host: TestHost, roster: Roster, burning: () => void): SealedHandlers<{ readonly colour: string }> {
  const office = () => readOffice({ roster: () => Promise.resolve(roster), absent: none, absences: none }, host.now());
  const kept: Store<Letterbox, BoxRow> = {
    hold: (tx, id) => rows.hold(tx, { id }),
    holdFree: rows.holdFree,
    ownedByOthers: none,
    save: async (tx, steps, now) => {
      const after = steps.map(({ row, signed, decision, head, entries }) => {
        const letIn = signed?.act.kind === "rewrap" ? [signed.act.reader ?? ""] : [];
        return { row: { ...row, head, state: decision.state, readers: [...row.readers, ...letIn] }, entries };
      });
      const changed = after.map(({ row, entries }) => ({ record: recordOf(row, now), entries }));
      await keeping.replace(tx, changed, utcDay(now));
      return after.map(({ row }) => row);
    },
  };
  const matters = mattersOn<Letterbox, BoxRow>(host, {
    ...{ kind: letterbox, read: () => Promise.reject(new Error("a box says nothing by itself")) as never, store: kept },
    ...{ rulesOf: () => ({ policy: null, calendar }), office, tell: () => undefined },
  });
  return servingOn<Letterbox, BoxRow, { readonly colour: string }>(host, {
    ...{ name: "box", unknown: "box/no-such-letter", rows, matters, office, read: readBoxAct, largest: LARGEST },
    handing: {
      ...{ store, page: { count: 2, bytes: 1_048_576 } },
      isInternal: (kind) => kind === "note",
      more: ({ colour }) => ({ colour }),
    },
    decide: ({ state, head }, act, { watch, now }) =>
      decide<Letterbox>(letterbox, state, act, { ...watch, struck: [], unread: 0, head: toHex(head), now }),
    check: (_tx, _row, { act: { kind } }) => {
      if (kind === "burn") burning();
      return Promise.resolve();
    },
    acted: () => undefined,
  });
}

/** Opens a box. `burning`: what its feature checks before a letter is burnt. */
export async function boxHouse(database: TestDatabase, burning: () => void = () => undefined): Promise<BoxHouse> {
  const host = await testHost(database, { migrations: [matter] });
  await sql.raw(TABLES).execute(host.db);
  const random = countedRandom("a box on a server");
  const identities = new Map(SAMPLE_PEOPLE.map(({ id }) => [id, random(32)]));
  const identityOf = (id: string): Uint8Array => identities.get(id) ?? new Uint8Array(32);
  const people = await Promise.all(
    SAMPLE_PEOPLE.map(async (person) => ({ ...person, recipient: await recipientOf(identityOf(person.id)) })),
  );
  const { roster, seeds } = sampleRoster(random, host.now() - 86_400_000, people, host.rules.own().hashes);
  const seedOf = (id: string): Uint8Array => seeds.get(id) ?? new Uint8Array(32);
  const serving = servedOn(host, roster, burning);
  const put: BoxHouse["put"] = async (text, struck = []) => {
    const readers = roster.newest.members.filter(({ id }) => !struck.includes(id));
    const begun = await beginSealed(
      {
        letter: (name, auth) => ({ niuniu: "letter v1", case: name, auth, struck, text }),
        ...{ kind: "letter", says: { statement: roster.hashes[0] ?? "" }, receiptOpens: true },
        readers: readers.map(({ id, recipient }) => ({ id, recipient: fromBase64(recipient) })),
        date: dayOf(host.now(), calendar),
      },
      random,
      () => undefined,
    );
    await host.transaction((tx) => keep(host, tx, begun));
    return begun;
  };
  return {
    ...{ ...serving, host, put, identityOf, seedOf },
    recipientOf: (id) => people.find((person) => person.id === id)?.recipient ?? new Uint8Array(),
    signed: async ({ case: name, receipt }, by, { envelope, ...act }) => {
      const { head, entries } = await rows.read(host.db, { id: name }).then(async (row) => {
        return { head: row?.head ?? new Uint8Array(), entries: await store.readLinks(host.db, name) };
      });
      const place = { number: entries.length + 1, previous: toHex(head), by, date: dayOf(host.now(), calendar) };
      const said = { niuniu: "act v1" as const, case: name, ...place, envelope: null, ...act };
      const sealed = envelope === undefined ? said : { ...said, envelope: toHex(sha256(envelope)) };
      const seed = by === "reporter" ? receiptKeys(receipt).authSeed : seedOf(by);
      return signAct(sealed, { name: by, seed });
    },
    words: async (text) => sealEnvelope([await recipientOf(random(32))], { niuniu: "message v1", case: "", text }),
  };
}

/** A row as one JSON record. */
const recordOf = ({ id, lookup, auth, head, readers, state, colour, policy, calendar }: BoxRow, now: number) => ({
  ...{ id, readers, state, colour, policy, calendar, fresh: utcDay(now) },
  ...{ lookup: hexOf(lookup), auth: auth === null ? null : hexOf(auth), head: hexOf(head) },
});

async function keep(host: TestHost, tx: Tx, { case: id, header, parts }: Begun): Promise<void> {
  const [envelope = new Uint8Array(), ...wraps] = parts;
  const salt = fromBase64(header.salt);
  const { hashes } = host.rules.own();
  const row: BoxRow = {
    ...{ id, lookup: fromBase64(header.lookup), auth: fromBase64(header.auth), due: null, colour: "blue", ...hashes },
    head: commit(salt, header.act, new Uint8Array(NO_HEAD.length / 2), sha256),
    readers: header.wraps.filter((one) => one !== "reporter"),
    state: letterbox.fold(null, JSON.parse(header.act.slice(0, header.act.indexOf("\n"))) as BoxAct, {
      ...{ policy: null, calendar, active: [], absent: [] },
    }),
  };
  const made = {
    ...{ row, record: recordOf(row, host.now()), entries: [{ number: 1, text: header.act, salt, envelope }] },
    wraps: header.wraps.map((reader, at) => ({ reader, wrap: wraps[at] ?? new Uint8Array() })),
  };
  const stored = await keeping.insert(tx, [made], utcDay(host.now()));
  if (stored.size === 0) throw new Refused("box/taken");
  await begunOn(tx, host, { feature: "box", urgent: () => false }, [row]);
}

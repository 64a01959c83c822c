import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { dayOf, readCalendar, type Calendar } from "@niuniu/owe";
import { policyOf, sectionIn } from "@niuniu/wire";
import type { Database, Tx } from "../database.ts";
import type { DayOf } from "../days.ts";
import { unfitCalendar, unfitPolicy, type Unfit } from "./fit.ts";
import type { Section } from "./section.ts";

/** A policy and a calendar: their exact texts, or the hashes by which a statement names them. */
export interface Pair {
  readonly policy: string;
  readonly calendar: string;
}

/** The rules of one statement. */
export interface Ruling {
  readonly calendar: Calendar;
  /**
   * What the policy says to a feature. Where it has no section of it, as before there was the feature, the section holds with which the
   * feature first came out, and never what a later version brings. Throws as `Section.read` where there is none of either.
   */
  readonly section: <Value>(of: Section<Value>) => Value;
}

/** The rules that statements name by their hashes: every text this server has ever brought, under its hash. */
export interface Rules {
  /** A feature brings its section of the policy. Before anything is mounted. */
  readonly bring: (feature: string, section: Section<unknown>) => void;
  /** Stores what this version brings. Again once more was brought. */
  readonly keep: () => Promise<void>;
  /** What this version brings, as texts and as hashes. */
  readonly own: () => { readonly texts: Pair; readonly hashes: Pair };
  /** The rules under two hashes. A hash this server never had the text of stands for this version's rules. */
  readonly of: (named: Pair) => Ruling;
  /** The exact texts of the same. */
  readonly textsOf: (named: Pair) => Pair;
  /** The stored texts under these hashes, by hash; also those that another process has brought. */
  readonly find: (hashes: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /**
   * Whoever keeps the statements says which rules the newest names (hashes), each time that changes; null while there is none. Its
   * texts are read first: another process may have brought them.
   */
  readonly follow: (named: Pair | null) => Promise<void>;
  /** Why this server could not go by a new text of this kind, which nobody has signed yet; null where it could. */
  readonly unfit: (kind: keyof Pair, text: string) => Unfit | null;
  /** Keeps a text that statements may name from now on under its hash, with the transaction. */
  readonly take: (tx: Tx, text: string) => Promise<void>;
  /** The rules of the statement in force; this version's, while there is none. */
  readonly inForce: () => Ruling;
  /** The organisation's day, by the calendar in force. */
  readonly dayOf: DayOf;
}

/** The hash by which a statement names a text: SHA-256, lower-case hexadecimal. */
export const textHash = (text: string): string => toHex(sha256(toUtf8(text)));

const hashesOf = ({ policy, calendar }: Pair): Pair => ({ policy: textHash(policy), calendar: textHash(calendar) });

/** The text of a calendar as it is hashed. */
export const calendarText = (calendar: Calendar): string => `${JSON.stringify(calendar)}\n`;

type Sections = ReadonlyMap<string, Section<unknown>>;

/** The policy of this version, in the order in which features bring their sections. */
const policyFrom = (sections: Sections): string =>
  policyOf(Object.fromEntries([...sections].map(([feature, { brought }]) => [feature, brought])));

function rulingOf({ policy, calendar }: Pair, sections: Sections): Ruling {
  const names = new Map([...sections].map(([feature, section]) => [section, feature]));
  const read = new Map<unknown, unknown>();
  return {
    calendar: readCalendar(JSON.parse(calendar)),
    section: <Value>(of: Section<Value>): Value => {
      const name = names.get(of);
      if (name === undefined) throw new Error("a section that nobody has brought");
      if (!read.has(of)) read.set(of, of.read(sectionIn(JSON.parse(policy), name) ?? of.unsaid));
      // It has just been read, or before, by the very same section.
      return read.get(of) as Value;
    },
  };
}

async function store(
  db: Database | Tx,
  texts: readonly { readonly hash: string; readonly text: string }[],
): Promise<void> {
  await db
    .insertInto("host_text")
    .values([...texts])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The rules on a database, with every text stored there. `calendar`: what this server brings. */
export async function rulesOn(db: Database, calendar: Calendar, newest: Pair | null): Promise<Rules> {
  const texts = new Map(
    (await db.selectFrom("host_text").selectAll().execute()).map(({ hash, text }) => [hash, text] as const),
  );
  const sections = new Map<string, Section<unknown>>();
  const rulings = new Map<string, Ruling>();
  let [named, brought]: [Pair | null, ReturnType<Rules["own"]> | null] = [newest, null];
  const own: Rules["own"] = () => {
    if (brought !== null) return brought;
    const pair = { policy: policyFrom(sections), calendar: calendarText(calendar) };
    return (brought = { texts: pair, hashes: hashesOf(pair) });
  };
  const textsOf: Rules["textsOf"] = ({ policy, calendar: days }) => {
    const mine = own().texts;
    return { policy: texts.get(policy) ?? mine.policy, calendar: texts.get(days) ?? mine.calendar };
  };
  const of: Rules["of"] = (pair) => {
    const key = `${pair.policy} ${pair.calendar}`;
    const found = rulings.get(key) ?? rulingOf(textsOf(pair), sections);
    rulings.set(key, found);
    return found;
  };
  const find: Rules["find"] = async (hashes) => {
    const missing = hashes.filter((hash) => !texts.has(hash));
    const rows =
      missing.length === 0 ? [] : await db.selectFrom("host_text").selectAll().where("hash", "in", missing).execute();
    for (const { hash, text } of rows) texts.set(hash, text);
    if (rows.length > 0) rulings.clear();
    return new Map(hashes.flatMap((hash) => (texts.has(hash) ? [[hash, texts.get(hash) ?? ""] as const] : [])));
  };
  const inForce = (): Ruling => of(named ?? own().hashes);
  return {
    bring: (feature, section) => {
      const before = sections.get(feature);
      if (before === section) return;
      if (before !== undefined) throw new Error(`two sections of ${feature}`);
      sections.set(feature, section);
      rulings.clear();
      brought = null;
    },
    keep: async () => {
      const { texts: pair, hashes } = own();
      const values = (["policy", "calendar"] as const).map((kind) => ({ hash: hashes[kind], text: pair[kind] }));
      for (const { hash, text } of values) texts.set(hash, text);
      await store(db, values);
    },
    own,
    of,
    textsOf,
    find,
    unfit: (kind, text) => (kind === "policy" ? unfitPolicy(text, sections) : unfitCalendar(text)),
    take: (tx, text) => store(tx, [{ hash: textHash(text), text }]),
    follow: async (pair) => {
      if (pair !== null) await find([pair.policy, pair.calendar]);
      named = pair;
    },
    inForce,
    dayOf: (instant) => dayOf(instant, inForce().calendar),
  };
}

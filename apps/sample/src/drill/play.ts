import { DEFAULT, routes } from "@niuniu/cases";
import { handIn, type SampleReport } from "@niuniu/cases/sample";
import { visitsOf, type Visit, type Visits } from "@niuniu/cases/sample/visit";
import type { Owed } from "@niuniu/matter";
import type { House } from "./house.ts";
import { TELLS, type Moment } from "./moments.ts";
import { readPassage } from "./passage.ts";

const HOUR = 3_600_000;

/** What the reporter's page shows that stands in it since the row before, and how it proves it. */
interface Page extends Pick<Visit, "amiss" | "vouched"> {
  readonly told: readonly NonNullable<Visit["told"][number]>[];
  readonly entries: number;
  readonly readers: readonly string[];
  readonly owed: Owed | null;
}

/** The public counts that a missed date changes. */
type Counts = Pick<routes.Figures, "open" | "overdue" | "missedEver">;

/** One hour at which something happened then, or the software did something. */
export interface Row {
  /** Since the beginning. */
  readonly hours: number;
  /** ms since epoch. */
  readonly at: number;
  /** The moment of the story, or null. */
  readonly then: string | null;
  readonly reads: { readonly path: string; readonly says: Readonly<Record<"en" | "zh-CN", string>> } | null;
  /** Null as long as nobody has reported anything. */
  readonly page: Page | null;
  /** How often each member was told by mail since the row before, by id. */
  readonly mails: Readonly<Record<string, number>>;
  readonly counts: Counts;
  /** What is said in public is no more what it was in the row before. */
  readonly recounted: boolean;
}

/** All of them. */
export interface Played {
  readonly rows: readonly Row[];
  /** How often it was looked since the report, each hour and at each date; and how often somebody owed an answer by a date to come. */
  readonly seen: number;
  readonly owned: number;
}

/** What is played: the story, its beginning (ms since epoch), and what the report says. */
interface Playing {
  readonly house: House;
  readonly moments: readonly Moment[];
  readonly begins: number;
  readonly said: SampleReport;
}

/** Whom mails went to, by member. */
const toldIn = (mails: House["mails"]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(mails, ({ to }) => to.split("@")[0] ?? "")].map(([id, those]) => [id, those.length] as const),
  );

async function countsOf({ ask }: House): Promise<Counts> {
  const { open, overdue, missedEver } = await ask(routes.figures);
  return { open, overdue, missedEver };
}

/** Makes the report. The moment it is in, the server does what follows from it. */
async function report(house: House, at: number, said: SampleReport): Promise<Visits> {
  const { calendar } = DEFAULT;
  const { composed } = await handIn(house, said, { now: house.now(), random: house.random, calendar });
  await house.moveTo(at);
  return visitsOf(house, composed.receipt, calendar);
}

/** What the row before has told of already. */
interface Before {
  readonly entries: number;
  readonly head: string;
  readonly mails: number;
  readonly counts: Counts;
}

/** The page, where there is something to read on it: a moment of the story, something new, or a date that has passed. */
async function pageAt(visits: Visits | null, at: number, moment: boolean, before: Before) {
  if (visits === null) return { page: null, owed: null, head: before.head };
  const { head, owed } = await visits.glance();
  const quiet = !moment && head === before.head && (owed === null || at <= owed.due);
  if (quiet) return { page: null, owed, head };
  const { told, header, amiss, vouched } = await visits.visit();
  const news = told.slice(before.entries).filter((one) => one !== null);
  const { owed: said, readers } = header;
  const page: Page = { ...{ told: news, entries: told.length, readers, owed: said }, ...{ amiss, vouched } };
  return { page, owed, head };
}

/** An hour of the story: where it is, and what stands at it. */
interface Hour {
  readonly at: number;
  readonly hours: number;
  readonly moment: Moment | undefined;
}

/** Asks for everything at an hour. The row is null where nothing happened and nothing is new. */
async function look(house: House, visits: Visits | null, { at, hours, moment }: Hour, before: Before) {
  const { page, owed, head } = await pageAt(visits, at, moment !== undefined, before);
  const counts = await countsOf(house);
  const recounted = JSON.stringify(counts) !== JSON.stringify(before.counts);
  if (moment === undefined && page === null && !recounted) return { row: null, owed, before };
  const reads = moment?.reads;
  const row: Row = {
    ...{ hours, at, then: moment?.name ?? null, page, counts, recounted },
    reads: reads === undefined ? null : { path: reads.path, says: await readPassage(house.origin, reads) },
    mails: toldIn(house.mails.slice(before.mails)),
  };
  return { row, owed, before: { entries: page?.entries ?? before.entries, head, mails: house.mails.length, counts } };
}

/**
 * Plays a story hour by hour: nobody but the reporter ever does anything. All that a row says is asked of the server at that hour,
 * and what is of the case is read and checked by the code of the reporter's page.
 */
export async function playStory({ house, moments, begins, said }: Playing): Promise<Played> {
  const ends = begins + (moments.at(-1)?.hours ?? 0) * HOUR;
  const rows: Row[] = [];
  let [seen, owned] = [0, 0];
  let visits: Visits | null = null;
  let before: Before = { entries: 0, head: "", mails: house.mails.length, counts: await countsOf(house) };
  for (let at = begins; ;) {
    await house.moveTo(at);
    const hours = (at - begins) / HOUR;
    if (hours === TELLS) visits = await report(house, at, said);
    const moment = moments.find((one) => one.hours === hours);
    const looked = await look(house, visits, { at, hours, moment }, before);
    if (looked.row !== null) rows.push(looked.row);
    before = looked.before;
    const ahead = looked.owed !== null && looked.owed.due > at ? looked.owed.due : null;
    if (visits !== null) seen += 1;
    if (ahead !== null) owned += 1;
    if (at >= ends) return { rows, seen, owned };
    // Hour by hour; and where a date lies between two, at that very moment.
    at = Math.min(begins + (Math.floor(hours) + 1) * HOUR, ahead ?? ends, ends);
  }
}

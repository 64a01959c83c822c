import { sql } from "kysely";
import { PREPARED, type Database, type Tx } from "../database.ts";
import { utcDay } from "../days.ts";
import type { Random } from "../random.ts";
import { LONGEST, QUARTER, readyAt, toldAt } from "./when.ts";

/** Something waits for a person. */
export interface Plan {
  /** What it is, as its feature names it and nobody else reads, such as "cases/due/1f…": one plan each. */
  readonly about: string;
  /** A member's id. */
  readonly person: string;
  /** At once, whatever the hour. */
  readonly urgent: boolean;
  /**
   * When the person is told (ms since epoch), in any order; of those that have passed, once and now. Where it is not urgent, at the
   * end of the four hours of the clock they lie in. None: nothing is planned.
   */
  readonly at: readonly number[];
}

/** That a person is to be told, once. */
export interface Errand {
  /** Random, hex; the same however often it is tried. */
  readonly id: string;
  readonly person: string;
  readonly urgent: boolean;
  /** Which of the person's channels it is tried on, from 0. */
  readonly channel: number;
  /** How often it failed on this channel. */
  readonly attempts: number;
}

/** ms. A process that took an errand has so long; then another may take it, and the person may be told twice. */
export const LEASE = 60_000;
const BATCH = 500;
/** ms since epoch: the year 2200. No date, or one that far ahead, is no reason to undo what somebody did. */
const BEYOND = Date.UTC(2200);

/** When it is told, the earliest first; what has passed is told once and now, and only then: `at` holds those to come. */
function ahead(
  { at, urgent }: Pick<Plan, "at" | "urgent">,
  now: number,
): { readonly at: readonly number[]; readonly next: number | null } {
  const known = at.filter((one) => one < BEYOND);
  const told = (times: readonly number[]): readonly number[] =>
    [...new Set(times.map((one) => toldAt(Math.max(one, now), urgent)))].toSorted((a, b) => a - b);
  return { at: told(known.filter((one) => one > now)), next: told(known)[0] ?? null };
}

/** Replaces what was planned about the same; of two in one call the last holds. All in two statements: many dates may change at once. */
export async function plan(tx: Tx, plans: readonly Plan[], now: number): Promise<void> {
  const last = [...new Map(plans.map((one) => [one.about, one])).values()];
  const planned = last.flatMap(({ about, person, urgent, at }) => {
    const { at: times, next } = ahead({ at, urgent }, now);
    const [all, first] = [times, [next ?? 0]].map((some) => some.map((one) => new Date(one).toISOString()));
    return next === null ? [] : [{ about, person, urgent, at: all, next: first?.[0] }];
  });
  const over = last.filter(({ at }) => at.length === 0).map(({ about }) => about);
  await forget(tx, over);
  if (planned.length === 0) return;
  await sql`${PREPARED}
    insert into host_notice (about, person, urgent, at, next, fresh)
    select about, person, urgent, at, next, ${utcDay(now)}::date
    from jsonb_to_recordset(${JSON.stringify(planned)}::jsonb)
      as of (about text, person text, urgent boolean, at timestamptz[], next timestamptz)
    on conflict (about) do update set person = excluded.person, urgent = excluded.urgent,
      at = excluded.at, next = excluded.next, fresh = excluded.fresh`.execute(tx);
}

/** Nothing more is said about these. What is in the outbox already is not taken back: something else may have put it there. */
export async function forget(tx: Tx, abouts: readonly string[]): Promise<void> {
  if (abouts.length === 0) return;
  await sql`${PREPARED} delete from host_notice where about = any(${[...abouts]}::text[])`.execute(tx);
}

/**
 * Plans again what was told before its time, because a clock ran ahead that has been set right since: of what is to come nothing counts as told.
 * Changes nothing else. It reads every plan there is.
 */
export async function remind(tx: Tx, now: number): Promise<void> {
  await sql`
    update host_notice set next = coming.first, fresh = ${utcDay(now)}::date from (
      select about, min(t) as first from host_notice, unnest(at) t where t > ${new Date(now)} group by about
    ) coming
    where coming.about = host_notice.about and (next is null or next > coming.first)`.execute(tx);
}

/**
 * Puts into the outbox whom it is time to tell; several things that wait for one person are one errand. Resolves with how many
 * plans came due. One process at a time: two would not see each other's errands.
 */
export async function ripen(tx: Tx, now: number, random: Random): Promise<number> {
  const { rows: alone } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('host/notices')) as mine`.execute(tx);
  if (alone[0]?.mine !== true) return 0;
  await sql`delete from host_errand where sent <= ${new Date(now - QUARTER)} or sent > ${new Date(now)}`.execute(tx);
  // A clock that ran ahead, and was set right, is not waited for.
  const [furthest, lease] = [new Date(now + LONGEST), new Date(now + LEASE)];
  await sql`update host_errand set ready = least(ready, ${furthest}), leased = least(leased, ${lease})
    where sent is null and (ready > ${furthest} or leased > ${lease})`.execute(tx);
  const { rows } = await sql<{ person: string; urgent: boolean; plans: number; last: Date | null; waiting: boolean }>`
    with due as materialized (
      select about, person, urgent, array(select t from unnest(at) t where t > ${new Date(now)} order by t) as later
      from host_notice where next <= ${new Date(now)} order by next limit ${sql.lit(BATCH)} for update skip locked
    ), told as (
      update host_notice set next = later[1], fresh = ${utcDay(now)}::date
      from due where host_notice.about = due.about
    ), people as (
      select person, urgent, count(*)::int as plans from due group by person, urgent
    )
    select people.*,
      (select max(sent) from host_errand e where e.person = people.person and e.urgent and people.urgent) as last,
      exists (select from host_errand e where e.person = people.person and e.urgent = people.urgent
        and e.sent is null and (e.leased is null or e.leased <= ${new Date(now)})) as waiting
    from people`.execute(tx);
  const fresh = rows
    .filter(({ waiting }) => !waiting)
    .map(({ person, urgent, last }) => {
      const ready = new Date(readyAt(now, { urgent, last: last?.getTime() ?? null }, random));
      return { id: Buffer.from(random(16)).toString("hex"), person, urgent, ready };
    });
  if (fresh.length > 0) await tx.insertInto("host_errand").values(fresh).execute();
  return rows.reduce((sum, { plans }) => sum + plans, 0);
}

/** Takes up to `most` errands that may be sent now, the urgent ones first; `urgent`: those alone. */
export async function claim(
  db: Database,
  { now, most, urgent }: { readonly now: number; readonly most: number; readonly urgent: boolean },
): Promise<readonly Errand[]> {
  const alone = urgent ? sql`and urgent` : sql``;
  const { rows } = await sql<Errand>`
    update host_errand set leased = ${new Date(now + LEASE)} where id in (
      select id from host_errand
      where sent is null and ready <= ${new Date(now)} and (leased is null or leased <= ${new Date(now)}) ${alone}
      order by urgent desc, ready limit ${sql.lit(most)} for update skip locked
    ) returning id, person, urgent, channel, attempts`.execute(db);
  return rows.toSorted((a, b) => Number(b.urgent) - Number(a.urgent));
}

/** It was handed over, or there is nowhere to hand it to. */
export async function done(db: Database, { id, urgent }: Errand, sent: number | null): Promise<void> {
  if (sent !== null && urgent)
    await db
      .updateTable("host_errand")
      .set({ sent: new Date(sent), leased: null })
      .where("id", "=", id)
      .execute();
  else await db.deleteFrom("host_errand").where("id", "=", id).execute();
}

/** It is to be tried again at `ready` (ms since epoch), on this channel. */
export async function again(
  db: Database,
  { id }: Errand,
  next: Pick<Errand, "channel" | "attempts"> & { readonly ready: number },
): Promise<void> {
  await db
    .updateTable("host_errand")
    .set({ ...next, ready: new Date(next.ready), leased: null })
    .where("id", "=", id)
    .execute();
}

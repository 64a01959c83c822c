import { createHmac } from "node:crypto";
import { sql } from "kysely";
import type { NoticesDb } from "../tables.ts";
import { later, type Sender } from "./sender.ts";

/** At most so many within a while (ms). */
export interface Pace {
  readonly most: number;
  readonly per: number;
}

/** Where it is kept how often an address was written to. */
export interface Pacing {
  readonly db: NoticesDb;
  /** Under which addresses are told apart: nothing readable of them is kept. */
  readonly key: Uint8Array;
  readonly now: () => number;
}

/** No service is looked back at for longer (ms). */
const LONGEST = 60_000;

/** Counts one more to this address; or gives the ms until there is room, and counts nothing. Of two processes at once one waits for the other. */
async function room({ db, now }: Pacing, target: Buffer, { most, per }: Pace): Promise<number> {
  const at = now();
  const within = sql`array(select t from unnest(of.times) t where t > ${at - per} and t <= ${at} order by t)`;
  const counted = await sql`
    insert into notices_pace as of (target, times) values (${target}, array[${at}::bigint])
    on conflict (target) do update set times = ${within} || ${at}::bigint
    where cardinality(${within}) < ${most}
    returning target`.execute(db);
  if (counted.rows.length > 0) return 0;
  const { rows } = await sql<{ first: string | null }>`
    select (${within})[1]::text as first from notices_pace of where target = ${target}`.execute(db);
  return Number(rows[0]?.first ?? at) + per - at;
}

/** Says no more to one address than its service takes, whichever process says it: what would be too much waits without being asked. */
export function paced(sender: Sender, pace: Pace, on: Pacing): Sender {
  return async (address, message) => {
    const target = createHmac("sha256", on.key).update(`pace ${address}`).digest();
    const wait = await room(on, target, pace);
    return wait > 0 ? later("too-fast", wait) : sender(address, message);
  };
}

/** Forgets what no service looks back at any more. */
export async function forgetPaces({ db, now }: Pick<Pacing, "db" | "now">): Promise<void> {
  const [past, ahead] = [now() - LONGEST, now()];
  await sql`delete from notices_pace of
    where not exists (select from unnest(of.times) t where t > ${past} and t <= ${ahead})`.execute(db);
}

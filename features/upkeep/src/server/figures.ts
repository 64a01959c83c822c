import type { Tx } from "@niuniu/host";
import { sql } from "kysely";

/** Of one kind of what is owed: how many are open, how many are over, and how many dates passed. */
interface Counted {
  readonly open: number;
  readonly over: number;
  readonly missed: number;
}

/** The day's public figures of what the committee owes its house, by what it is; of what never was, nothing. */
export async function figuresOf(tx: Tx): Promise<Readonly<Record<string, Counted>>> {
  const { rows } = await sql<{ what: string } & Counted>`
    select state->>'what' as what,
           count(*) filter (where due is not null)::integer as open,
           count(*) filter (where due is null)::integer as over,
           coalesce(sum((state->>'misses')::integer), 0)::integer as missed
    from matter_open where feature = 'upkeep' group by 1 order by 1`.execute(tx);
  return Object.fromEntries(rows.map(({ what, ...counted }) => [what, counted]));
}

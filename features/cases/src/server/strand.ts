import { Refused } from "@niuniu/wire";
import { wouldStrand } from "../leaving.ts";
import type { Context } from "./context.ts";
import { committeeOf } from "./office.ts";
import { readOpenReaders } from "./store-count.ts";

/**
 * Why the committee may not become these people, or may not be without this one who will be away: an open case would be left with
 * fewer than two readers and nobody from outside. Null when it may.
 */
export async function wouldStrandAny(
  context: Context,
  next: { readonly members: readonly string[] } | { readonly away: string },
): Promise<Refused | null> {
  const office = await context.office.get();
  if (office === null) return null;
  const { active, absent } = committeeOf(office, context.rulebook.of(office));
  const stays = (id: string): boolean => ("members" in next ? next.members.includes(id) : next.away !== id);
  const leaving = active.flatMap(({ id }) => (stays(id) ? [] : [id]));
  // Who is away now may come back after a change of the committee, and reads on.
  const after =
    "members" in next
      ? { active: active.filter(({ id }) => stays(id)), absent: [] }
      : { active, absent: [...absent, next.away] };
  const now = context.host.now();
  for (const row of await readOpenReaders(context.host.db)) {
    const rules = context.rulebook.of(row);
    if (wouldStrand(row.state, after, { leaving, now, rules })) return new Refused("cases/would-strand");
  }
  return null;
}

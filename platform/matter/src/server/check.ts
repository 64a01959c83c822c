import type { Database, Tx } from "@niuniu/host";
import type { Problem } from "@niuniu/host/archive";
import { toHex } from "@niuniu/note";
import { chain, RecordError, verifyChain } from "@niuniu/record";
import { sql } from "kysely";
import { tablesOf } from "./tables.ts";

/** A link of a chain as it is stored. */
interface Link {
  readonly number: number;
  readonly text: string;
  readonly salt: Uint8Array;
}

/** What is wrong with a chain at rest: with its entries, or with what is remembered of them beside. */
interface Fault {
  readonly of: "entries" | "matter";
  readonly what: "chain" | "count";
}

/** Checks a stored chain, oldest link first, against the head and the number of entries that are remembered of it. */
export function faultsOf(
  links: readonly Link[],
  { head, entries }: { readonly head: Uint8Array; readonly entries: number },
): readonly Fault[] {
  const whole = links.length === entries && links.every(({ number }, at) => number === at + 1);
  const counted: readonly Fault[] = whole ? [] : [{ of: "entries", what: "count" }];
  const events = links.map(({ salt, text }) => ({ salt, event: text }));
  try {
    verifyChain(events, new Uint8Array(head));
    return counted;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    const broken = toHex(chain(events).at(-1) ?? new Uint8Array(32)) !== toHex(head);
    return [...counted, { of: broken ? "entries" : "matter", what: "chain" }];
  }
}

const AT_ONCE = 500;

/** Checks every open matter at rest: its chain against its head, and that there is no entry of none. */
export async function* checkOpen(db: Database | Tx): AsyncGenerator<Problem> {
  const all = tablesOf(db);
  const next = all
    .selectFrom("matter_open")
    .select(["feature", "id", "head", "entries"])
    .orderBy("feature")
    .orderBy("id");
  for (let done = 0; ; done += AT_ONCE) {
    const rows = await next.limit(AT_ONCE).offset(done).execute();
    for (const row of rows) {
      const chained = all.selectFrom("matter_entry").where("feature", "=", row.feature).where("id", "=", row.id);
      const links = await chained.select(["number", "text", "salt"]).orderBy("number").execute();
      for (const { of, what } of faultsOf(links, row)) {
        yield { table: of === "entries" ? "matter_entry" : "matter_open", key: `${row.feature} ${row.id}`, what };
      }
    }
    if (rows.length < AT_ONCE) break;
  }
  const { rows: stray } = await sql<{ key: string }>`
    select distinct feature || ' ' || id as key from matter_entry e
    where not exists (select from matter_open where feature = e.feature and id = e.id) order by 1`.execute(db);
  for (const { key } of stray) yield { table: "matter_entry", key, what: "count" };
}

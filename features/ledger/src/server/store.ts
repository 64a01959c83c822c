import { sql } from "kysely";
import type { WitnessTrouble } from "../routes.ts";
import { pauseAfter } from "../rules.ts";
import type { LedgerDb } from "./tables.ts";

/** What is remembered of a witness. */
export interface Remembered {
  /** The size it last cosigned here; 0 for none. */
  readonly size: number;
  /** When, by its own clock (ms since epoch). */
  readonly at: number | null;
  readonly trouble: WitnessTrouble | null;
}

const NOTHING: Remembered = { size: 0, at: null, trouble: null };

/** What is remembered of the witness with this key. */
export async function loadWitness(db: LedgerDb, key: Uint8Array): Promise<Remembered> {
  const row = await db.selectFrom("ledger_witness").selectAll().where("key", "=", Buffer.from(key)).executeTakeFirst();
  if (row === undefined) return NOTHING;
  return { size: Number(row.size), at: row.cosigned_at?.getTime() ?? null, trouble: row.trouble };
}

/**
 * Takes it upon this process to ask a witness that has not cosigned this size yet, for the next `lease` ms. False where
 * there is nothing to ask, it is too early after a failure, or another process is asking.
 */
export async function claimWitness(
  db: LedgerDb,
  key: Uint8Array,
  { size, now, lease }: { readonly size: number; readonly now: number; readonly lease: number },
): Promise<boolean> {
  const until = new Date(now + lease);
  const taken = await sql`
    insert into ledger_witness as of (key, ask_after) values (${Buffer.from(key)}, ${until})
    on conflict (key) do update set ask_after = ${until} where of.ask_after <= ${new Date(now)} and of.size < ${size}
    returning key`.execute(db);
  return taken.rows.length > 0;
}

/** The witness has cosigned this size at this time (ms since epoch); it is asked again for a larger one only. */
export async function keepCosigned(db: LedgerDb, key: Uint8Array, size: number, at: number): Promise<void> {
  const row = { size, cosigned_at: new Date(at), trouble: null, failures: 0, ask_after: new Date(0) };
  await db
    .insertInto("ledger_witness")
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row).where("ledger_witness.size", "<=", String(size)))
    .execute();
}

/** The witness has failed: it is asked again after a while, a longer one each time. */
export async function keepTrouble(db: LedgerDb, key: Uint8Array, trouble: WitnessTrouble, now: number): Promise<void> {
  const row = await db
    .insertInto("ledger_witness")
    .values({ key, trouble, failures: 1 })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet((of) => ({ trouble, failures: of("ledger_witness.failures", "+", 1) })),
    )
    .returning("failures")
    .executeTakeFirstOrThrow();
  await db
    .updateTable("ledger_witness")
    .set({ ask_after: new Date(now + pauseAfter(row.failures)) })
    .where("key", "=", Buffer.from(key))
    .execute();
}

import type { Database, Tx } from "@niuniu/host";
import type { Kysely } from "kysely";

/** The templates as they lie here. */
interface Stored {
  readonly number: number;
  readonly head: string;
  readonly file: Uint8Array;
}

/** One row or none; what each column is for, and why the table is called so, is said beside and in migrations/README.md. */
type TemplateTables = {
  readonly cases_template: {
    readonly one: true;
    /** As the saving browser says: what it means stands inside the seal. */
    readonly number: number;
    readonly head: string;
    readonly file: Buffer;
  };
};

const tablesOf = (db: Database | Tx): Kysely<TemplateTables> =>
  db.$extendTables<TemplateTables>() as unknown as Kysely<TemplateTables>;

/** The templates, or null while there are none; "locked": nobody else replaces them until the transaction ends. */
export async function readTemplates(db: Database | Tx, locked?: "locked"): Promise<Stored | null> {
  const asked = tablesOf(db).selectFrom("cases_template").select(["number", "head", "file"]);
  return (await (locked === undefined ? asked : asked.forUpdate()).executeTakeFirst()) ?? null;
}

/** Puts them in the place of what is there, or, the first ones, where nothing is; false where somebody else's came first. */
export async function writeTemplates(tx: Tx, { number, head, file }: Stored, first: boolean): Promise<boolean> {
  const row = { number, head, file: Buffer.from(file) };
  const tables = tablesOf(tx);
  if (!first) return (await tables.updateTable("cases_template").set(row).executeTakeFirst()).numUpdatedRows === 1n;
  const put = tables.insertInto("cases_template").values({ one: true, ...row });
  const { numInsertedOrUpdatedRows } = await put.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

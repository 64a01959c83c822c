import type { Database, Tx } from "@niuniu/host";
import type { JSONColumnType, Kysely } from "kysely";
import type { MatterState } from "../state.ts";

/** What each column is for is said in migrations/. */
type MatterTables = {
  readonly matter_open: OpenTable;
  readonly matter_nonce: { readonly nonce: Buffer; readonly until: Date };
  readonly matter_entry: {
    readonly feature: string;
    readonly id: string;
    readonly number: number;
    readonly text: string;
    readonly salt: Buffer;
  };
};

export interface OpenTable {
  readonly feature: string;
  readonly id: string;
  readonly policy: string;
  readonly calendar: string;
  readonly state: JSONColumnType<MatterState>;
  readonly head: Buffer;
  readonly entries: number;
  readonly owner: string | null;
  readonly act: string | null;
  readonly role: string | null;
  readonly due: Date | null;
  readonly about: string | null;
}

/** The same connection, seen with the tables of open matters. */
export function tablesOf(db: Database | Tx): Kysely<MatterTables> {
  return db.$extendTables<MatterTables>() as unknown as Kysely<MatterTables>;
}

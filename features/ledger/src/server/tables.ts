import type { ColumnType, Generated, Kysely } from "kysely";
import type { Database, HostTables } from "@niuniu/host";
import type { WitnessTrouble } from "../routes.ts";

/** The tables of this feature; what each column is for is said in migrations/001-ledger.sql. */
// A type, not an interface: `withTables` asks for one.
type LedgerTables = {
  readonly ledger_witness: {
    readonly key: ColumnType<Buffer, Uint8Array, Uint8Array>;
    /** The driver reads a bigint as text. */
    readonly size: ColumnType<string, number | undefined, number>;
    readonly cosigned_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    readonly trouble: WitnessTrouble | null;
    readonly failures: Generated<number>;
    readonly ask_after: ColumnType<Date, Date | undefined, Date>;
  };
};

/** A database with this feature's tables. */
export type LedgerDb = Kysely<LedgerTables & HostTables>;

export const ledgerTables = (db: Database): LedgerDb => db.$extendTables<LedgerTables>();

import type { Database, Tx } from "@niuniu/host";
import type { Kysely } from "kysely";

/** What each column is for is said in migrations/001-upkeep.sql. */
type UpkeepTables = {
  readonly upkeep_owed: {
    readonly what: string;
    readonly subject: string;
    readonly matter: string;
    readonly begun: string;
  };
};

/** The same connection, seen with this feature's tables. */
export const upkeepTables = (db: Database | Tx): Kysely<UpkeepTables> =>
  db.$extendTables<UpkeepTables>() as unknown as Kysely<UpkeepTables>;

import type { MigrationFolder } from "@niuniu/host";
import { migrations as caseTables } from "@niuniu/cases/server";
import { migrations as ledgerTables } from "@niuniu/ledger/server";
import { migrations as peopleTables } from "@niuniu/people/server";

/** The tables of each feature. */
export const migrations: readonly MigrationFolder[] = [peopleTables, caseTables, ledgerTables];

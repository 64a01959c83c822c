import type { Database, Tx } from "@niuniu/host";
import type { SealedTables } from "@niuniu/matter/server";
import type { ColumnType, JSONColumnType, Kysely } from "kysely";
import type { CaseClass, Stage } from "../routes.ts";
import type { CaseState } from "../state.ts";

/** Where chains and ciphertexts of cases lie. */
export const SEALED = {
  matter: "cases_case",
  entry: "cases_entry",
  piece: "cases_piece",
} as const satisfies SealedTables;

/** The tables of this feature; what each column is for is said in migrations/001-cases.sql, 004-settled.sql and 006-pieces.sql. */
type CaseTables = {
  readonly cases_case: CaseTable;
  readonly cases_entry: EntryTable;
  readonly cases_piece: PieceTable;
  readonly cases_moved: MovedTable;
  readonly cases_tally: TallyTable;
  readonly cases_unplaced: { readonly case_id: string };
};

/** One case. Days are "YYYY-MM-DD"; `due` is the only time. */
export interface CaseTable {
  readonly id: string;
  readonly lookup: Buffer;
  readonly auth: Buffer | null;
  readonly body: Buffer;
  readonly class: CaseClass;
  readonly begun: string;
  readonly statement: number;
  readonly struck: string[];
  readonly policy: string;
  readonly calendar: string;
  readonly readers: string[];
  readonly state: JSONColumnType<Partial<CaseState>>;
  readonly head: Buffer;
  readonly entries: number;
  readonly stage: Stage;
  readonly waiting: boolean;
  readonly opened: boolean;
  readonly overdue: boolean;
  readonly missed: number;
  readonly owner: string | null;
  readonly due: Date | null;
  readonly closed_on: string | null;
  readonly fresh: Fresh;
  /** For whom the wraps are, in their order, between commas. */
  readonly wrapped: string;
}
/** The UTC day on which the row was written, "YYYY-MM-DD"; null once it is settled. */
type Fresh = ColumnType<Date | null, string, string>;
interface EntryTable {
  readonly case_id: string;
  readonly number: number;
  readonly text: string;
  readonly salt: Buffer;
  readonly fresh: Fresh;
}
interface PieceTable {
  /** Of its entry; 0: the wraps. */
  readonly number: number;
  readonly fresh: Fresh;
  readonly part: number;
  readonly case_id: string;
  /** Of a packed ciphertext. */
  readonly bytes: Buffer;
}
interface MovedTable extends Moved {
  readonly fresh: Fresh;
}
/** A case that moved away from somebody because a date was missed. */
export interface Moved {
  readonly member: string;
  readonly case_id: string;
  readonly day: string;
  readonly number: number;
  readonly act: string;
  readonly next: string;
}
export interface TallyTable {
  readonly day: string;
  readonly what: "answered" | "missed" | "met" | "junk" | "contested" | "reopened";
  readonly days: number;
  readonly count: number;
}

/** The feature's view of the database, inside a transaction or not. */
export type Tables = Kysely<CaseTables>;

/** The same connection, seen with this feature's tables. */
export function tablesOf(db: Database | Tx): Tables {
  return db.$extendTables<CaseTables>() as unknown as Tables;
}

import type { ColumnType } from "kysely";

/** The record's tables; what each is for stands in migrations/002-record.sql. */
export interface RecordTables {
  readonly record_log: LogTable;
  readonly record_head: HeadTable;
  readonly record_tile: { readonly level: number; readonly n: number; readonly root: Buffer; readonly hashes: Buffer };
  readonly record_bundle: { readonly n: number; readonly entries: Buffer };
  readonly record_rest: RestTable;
  readonly record_slot: SlotTable;
  readonly record_placed: { readonly commitment: Buffer; readonly slot: number };
  readonly record_kept: KeptTable;
  readonly record_day: DayTable;
  readonly record_entry: EntryTable;
  readonly record_milestone: MilestoneTable;
}

interface LogTable {
  readonly one: ColumnType<boolean, boolean | undefined, never>;
  /** The log's name, as it stands in its checkpoints. */
  readonly origin: string;
  /** The slot acts are placed into now. */
  readonly open_slot: number;
  /** Why nothing is signed any more, or null. */
  readonly frozen: string | null;
  /** The newest checkpoint of this log that others have shown and that does not lead to what is here, or null. */
  readonly shown: ColumnType<string | null, string | null | undefined, string | null>;
}

interface HeadTable {
  readonly one: ColumnType<boolean, boolean | undefined, never>;
  /** Entries in the log. */
  readonly size: number;
  /** The newest checkpoint, signed by the log alone. */
  readonly note: string | null;
  /** The newest slot that has a leaf, and where. */
  readonly slot: number | null;
  readonly slot_index: number | null;
  /** The newest day that has a leaf, or the one before the log's first. */
  readonly day: number | null;
}

/** The entries of one append that stand in no full bundle. */
interface RestTable {
  readonly first: number;
  readonly count: number;
  readonly entries: Buffer;
  readonly hashes: Buffer;
}

interface SlotTable {
  readonly slot: number;
  readonly index: number | null;
  /** Opens the tree of a slot that was not empty. */
  readonly secret: Buffer | null;
}

interface KeptTable {
  readonly commitment: Buffer;
  readonly day: number;
  readonly position: number;
  /** From the commitment up to the hash in the day's `top`. */
  readonly path: Buffer;
}

interface DayTable {
  readonly day: number;
  readonly index: number;
  readonly top: Buffer | null;
  readonly forgotten: ColumnType<boolean, boolean | undefined, boolean>;
}

interface EntryTable {
  readonly kind: string;
  readonly key: string;
  readonly salt: Buffer;
  readonly text: string | null;
  readonly tombstone: string | null;
  readonly index: number | null;
}

interface MilestoneTable {
  readonly size: number;
  readonly slot: number;
  readonly slot_index: number;
  readonly note: string;
  readonly lines: ColumnType<readonly string[], readonly string[] | undefined, readonly string[]>;
}

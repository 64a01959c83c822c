import type { ColumnType } from "kysely";
import type { RecordTables } from "./record/tables.ts";

/** The host's own tables. */
export interface HostTables extends RecordTables {
  readonly host_timer: TimerTable;
  readonly host_secret: SecretTable;
  readonly host_session: SessionTable;
  readonly host_notice: NoticeTable;
  readonly host_errand: ErrandTable;
  /** When backups were finished. */
  readonly host_backup: { readonly made: Date };
  /** A policy or calendar that a statement may name, under its hash (SHA-256, hex). */
  readonly host_text: { readonly hash: string; readonly text: string };
}

/** A timer that has not run yet. It is deleted when it runs: no exact time stays behind. */
export interface TimerTable {
  readonly kind: string;
  readonly key: string;
  /** When it is due. */
  readonly due_at: Date;
  /** When it is tried next: `due_at`, later after a failed attempt. */
  readonly run_at: Date;
  readonly attempts: ColumnType<number, number | undefined, number>;
  /** The UTC day it was written, null once it is settled. */
  readonly fresh: ColumnType<Date | null, string | undefined, string>;
}

/** Who is signed in, of whichever audience that says who somebody is. */
interface SessionTable {
  /** SHA-256 of the token. */
  readonly hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  readonly audience: string;
  readonly subject: string;
  readonly ends: Date;
  readonly idle_ends: Date;
}

/** Random bytes this server keeps under a name. */
interface SecretTable {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What waits for somebody, and when they are told; notices/outbox.ts writes and reads it. */
interface NoticeTable {
  readonly about: string;
  readonly person: string;
  readonly urgent: boolean;
  readonly at: readonly Date[];
  /** Null where all of them were told. */
  readonly next: Date | null;
  readonly fresh: ColumnType<Date | null, string | undefined, string>;
}

/** That a person is to be told, once. */
interface ErrandTable {
  readonly id: string;
  readonly person: string;
  readonly urgent: boolean;
  readonly ready: Date;
  readonly leased: ColumnType<Date | null, Date | undefined, Date | null>;
  readonly channel: ColumnType<number, number | undefined, number>;
  readonly attempts: ColumnType<number, number | undefined, number>;
  readonly sent: ColumnType<Date | null, Date | undefined, Date>;
}

import type { ColumnType, Generated, Kysely } from "kysely";
import type { Database, Tx } from "@niuniu/host";
import type { Duty } from "@niuniu/roster";
import type { Side } from "../routes.ts";

/** Raw bytes: read as a Buffer, written as any bytes. */
type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

interface PeopleTables {
  readonly people_setup: {
    readonly one: Generated<boolean>;
    readonly code: Bytes;
    readonly organisation: string | null;
  };
  readonly people_seats: {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly side: Side;
    readonly unit: string;
    readonly invitation: ColumnType<Buffer | null, Uint8Array | null, Uint8Array | null>;
    readonly invitation_ends: Date | null;
    readonly note: string | null;
    readonly line: Generated<string>;
    readonly serves: readonly Duty[] | null;
    readonly appointed: string | null;
    readonly term_from: string | null;
    readonly term_until: string | null;
  };
  readonly people_closed_invitations: { readonly hash: Bytes; readonly ends: Date };
  readonly people_accounts: {
    readonly id: string;
    readonly recipient: Bytes;
    readonly key: Bytes;
    readonly self: Bytes;
    readonly phrase_file: Bytes;
    readonly password: string;
    readonly link: ColumnType<Buffer | null, Uint8Array | null, Uint8Array | null>;
  };
  readonly people_passkeys: {
    readonly id: string;
    readonly member: string;
    readonly public_key: Bytes;
    /** The driver reads a bigint as text. */
    readonly counter: ColumnType<string, number, number>;
    readonly transports: readonly string[];
    readonly label: string;
    readonly file: ColumnType<Buffer | null, Uint8Array | null, Uint8Array | null>;
  };
  readonly people_spent_challenges: { readonly hash: Bytes; readonly ends: Date };
  readonly people_statements: { readonly number: number; readonly note: string };
  readonly people_drafts: {
    readonly proposer: string;
    readonly text: string;
    readonly hash: string;
    readonly ends: Date | null;
    readonly reason: string | null;
  };
  readonly people_signatures: { readonly proposer: string; readonly member: string; readonly line: string };
  readonly people_resolutions: {
    readonly hash: string;
    readonly proposal: string;
    readonly proposer: string;
    readonly ends: Date;
    readonly text: string | null;
    readonly adopted: string | null;
    readonly published: string | null;
  };
  readonly people_withdrawn: { readonly hash: string };
  readonly people_votes: { readonly resolution: string; readonly member: string; readonly note: string };
  readonly people_absences: {
    readonly member: string;
    readonly number: number;
    readonly first_day: string;
    readonly last_day: string;
    readonly note: string;
  };
}

/** The database as the stores of this feature see it; a transaction of it is one too. */
export type PeopleDb = Kysely<PeopleTables>;

/** The tables of this feature and no others. */
export function peopleTables(db: Database): PeopleDb {
  return db as unknown as PeopleDb;
}

/** A transaction of this feature as the host knows it. */
export function hostTx(tx: PeopleDb): Tx {
  return tx as unknown as Tx;
}

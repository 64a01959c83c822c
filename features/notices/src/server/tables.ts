import type { ColumnType, Generated, Kysely } from "kysely";
import type { Database, HostTables } from "@niuniu/host";
import type { Kind } from "../kinds.ts";
import type { Greeting, Language } from "../message.ts";
import type { Result, Standing } from "../routes.ts";

/** Raw bytes: read as a Buffer, written as any bytes. */
type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

/** The tables of this feature; what each column is for is said in migrations/. */
// A type, not an interface: `$extendTables` asks for one.
type NoticesTables = {
  readonly notices_key: { readonly name: string; readonly bytes: Bytes };
  readonly notices_member: {
    readonly member: string;
    readonly language: Generated<Language>;
    readonly quiet_from: number | null;
    readonly quiet_until: number | null;
    readonly phone_first: Generated<boolean>;
    readonly calendar: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
    readonly trials: Generated<number>;
    readonly trial_day: string | null;
  };
  readonly notices_channel: {
    readonly id: string;
    readonly member: string;
    readonly place: number;
    readonly kind: Kind;
    readonly address: Bytes;
    readonly standing: Generated<Exclude<Standing, "lost">>;
    readonly failing: ColumnType<Date | null, string | undefined, string | null>;
  };
  readonly notices_seen: { readonly member: string; readonly results: readonly Result[] };
  readonly notices_words: { readonly one: Generated<boolean>; readonly greeting: Greeting; readonly named: boolean };
};

/** A database with this feature's tables. */
export type NoticesDb = Kysely<NoticesTables & HostTables>;

export const noticesTables = (db: Database): NoticesDb => db.$extendTables<NoticesTables>();

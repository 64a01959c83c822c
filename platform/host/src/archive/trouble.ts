/**
 * Why a backup, a restoration or a recovery cannot be done, or must not be. The sentences are with the program that
 * talks to the operator; `values` fill them, and never hold a secret or the content of a row.
 */
export type ArchiveTroubleCode =
  | "archive/no-data"
  | "archive/not-readable"
  | "archive/no-room"
  | "archive/not-allowed"
  | "archive/database-away"
  | "archive/too-many-connections"
  | "archive/bad-folder"
  | "archive/inside-data"
  | "archive/exists"
  | "archive/tables-changed"
  | "archive/not-verified"
  | "archive/not-a-backup"
  | "archive/damaged"
  | "archive/newer-software"
  | "archive/not-empty"
  | "archive/in-use"
  | "archive/rows-differ"
  | "archive/unfinished"
  | "archive/known-lost"
  | "archive/no-mirror"
  | "archive/mirror-unsound"
  | "archive/mirror-behind"
  | "archive/mirror-other-log";

/** Thrown by everything in this folder. */
export class ArchiveTrouble extends Error {
  readonly code: ArchiveTroubleCode;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(
    code: ArchiveTroubleCode,
    values: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = "ArchiveTrouble";
    this.code = code;
    this.values = values;
  }
}

const BY_CODE: readonly (readonly [RegExp, ArchiveTroubleCode])[] = [
  // Of the system (disk, quota, a limit on files), and of PostgreSQL.
  [/^(ENOSPC|EDQUOT|EFBIG|53100)$/, "archive/no-room"],
  [/^(EACCES|EPERM|EROFS|42501)$/, "archive/not-allowed"],
  [/^53300$/, "archive/too-many-connections"],
  [/^(ECONNREFUSED|ECONNRESET|EPIPE|57P0\d|08\d{3})$/, "archive/database-away"],
];

/** What the machine said, as trouble an operator can do something about; anything else as it is. */
export function troubleOf(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveTrouble) return error;
  const { code: said } = error as { readonly code?: unknown };
  const code = typeof said === "string" ? BY_CODE.find(([pattern]) => pattern.test(said))?.[1] : undefined;
  const lost = code === undefined && /Connection terminated|not queryable/.test(error.message);
  if (code === undefined && !lost) return error;
  return new ArchiveTrouble(code ?? "archive/database-away", { folder }, { cause: error });
}

/**
 * Why a backup, a restoration or a recovery cannot be done, or must not be. The sentences are with the program that
 * talks to the operator; `values` fill them, and never hold a secret or the content of a row.
 */
export type ArchiveTroubleCode =
  | "archive/no-data"
  | "archive/not-readable"
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

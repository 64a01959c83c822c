import { CannotStart, obstacleIn, type Obstacle } from "../postgres/index.ts";

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

const BY_OBSTACLE: Readonly<Record<Obstacle, ArchiveTroubleCode>> = {
  full: "archive/no-room",
  denied: "archive/not-allowed",
  ungranted: "archive/not-allowed",
  away: "archive/database-away",
  connections: "archive/too-many-connections",
};

/**
 * What the machine said, as trouble an operator can do something about; anything else as it is. `folder` is the one that
 * was written; what kept PostgreSQL from starting concerns its own, `data`.
 */
export function troubleOf(error: unknown, folder: string, data = folder): unknown {
  if (error instanceof ArchiveTrouble) return error;
  const obstacle = obstacleIn(error);
  const starting = error instanceof CannotStart;
  // The address is wrong, or nothing listens there: its own sentence says so better.
  if (obstacle === null || (starting && error.code === "host/database-unreachable")) return error;
  const place = obstacle === "ungranted" ? "DATABASE_URL" : starting ? data : folder;
  return new ArchiveTrouble(BY_OBSTACLE[obstacle], { folder: place }, { cause: error });
}

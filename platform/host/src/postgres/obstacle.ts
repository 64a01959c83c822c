import { CannotStart, type CannotStartCode } from "./cannot-start.ts";

/** What the machine below puts in the way of whoever stores something. */
export type Obstacle = "full" | "denied" | "ungranted" | "away" | "connections";

const BY_CODE: readonly (readonly [RegExp, Obstacle])[] = [
  // Of the system (disk, quota, a limit on files), and of PostgreSQL.
  [/^(ENOSPC|EDQUOT|EFBIG|53100)$/, "full"],
  [/^(EACCES|EPERM|EROFS)$/, "denied"],
  [/^42501$/, "ungranted"],
  [/^53300$/, "connections"],
  // It is starting or stopping (57P), the connection broke (08), or was ended because it stood still in a transaction.
  [/^(ECONNREFUSED|ECONNRESET|EPIPE|57P0\d|25P03|08\d{3})$/, "away"],
];
/** PostgreSQL has no code of its own for a quota or a limit, and its programs and the driver give none at all. */
const BY_WORDS: readonly (readonly [RegExp, Obstacle])[] = [
  [/No space left on device|Disk quota exceeded|File too large/i, "full"],
  [/Connection terminated|not queryable|timeout exceeded when trying to connect/, "away"],
];

/** What an error, or what led to it, says of the machine; null if nothing. */
export function obstacleIn(error: unknown): Obstacle | null {
  if (!(error instanceof Error)) return null;
  const { code, path, syscall } = error as Readonly<Partial<Record<"code" | "path" | "syscall", unknown>>>;
  const said = typeof code === "string" ? code : "";
  const [, found] =
    BY_CODE.find(([pattern]) => pattern.test(said)) ?? BY_WORDS.find(([pattern]) => pattern.test(error.message)) ?? [];
  // However the way to the database is barred: its socket may be gone, or not ours to enter.
  if (syscall === "connect") return "away";
  // A port may be denied too, or a process: what is not a file is nothing that is stored.
  if (found === undefined || (found === "denied" && typeof path !== "string")) return obstacleIn(error.cause);
  return found;
}

/** The refusal and its sentence, which says what to do. */
const REFUSALS: Readonly<Record<Obstacle, readonly [CannotStartCode, (data: string) => string]>> = {
  full: [
    "host/disk-full",
    (data) =>
      `There is no room left on the disk of ${data} (or a quota is used up). Make room there, or set NIUNIU_DATA to a folder on another disk.`,
  ],
  denied: [
    "host/bad-setting",
    (data) =>
      `NIUNIU_DATA is "${data}", and something there may not be written. Start as the user whose folder it is, or name another folder.`,
  ],
  ungranted: [
    "host/bad-setting",
    () =>
      "The user whom DATABASE_URL names lacks a right in that database. Let it own the database, or grant it the right to make tables there.",
  ],
  away: [
    "host/database-away",
    () =>
      "PostgreSQL does not answer, or ended the connection meanwhile. Is it being stopped? Start again in a minute.",
  ],
  connections: [
    "host/too-many-connections",
    () => "PostgreSQL has no connection left. End what else uses it, or raise its max_connections, and start again.",
  ],
};

/**
 * What kept a start on this data folder from going on, as a refusal in one line where it was the machine; else as it is. A
 * full disk is told whoever met it: PostgreSQL's own words for it are many lines.
 */
export function refusedBy(error: unknown, data: string): unknown {
  const obstacle = obstacleIn(error);
  if (obstacle === null || (error instanceof CannotStart && obstacle !== "full")) return error;
  const [code, sentence] = REFUSALS[obstacle];
  return new CannotStart(code, sentence(data), { cause: error });
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { answers } from "../postgres/answers.ts";
import { CannotStart, startEmbedded, useOutside, type Connection, type Postgres } from "../postgres/index.ts";
import { DATABASE, ROLE } from "../postgres/cluster.ts";
import { ArchiveTrouble } from "./trouble.ts";

/** Where the data of a line are: its folder, and the PostgreSQL it uses instead of its own, or null. */
export interface Place {
  /** Absolute path. */
  readonly data: string;
  readonly databaseUrl: string | null;
}

/** A database that answers. */
export interface Reached extends Pick<Postgres, "connection" | "stop"> {
  /** True if a server of ours runs on it. Of one that DATABASE_URL names this is not known. */
  readonly running: boolean;
}

const PORT = 5432;
/** A server that is just starting holds the folder a few seconds before it answers. */
const PATIENCE = 15_000;

/** The socket of the server that runs on this folder: it stands in one of the folders it has written down there. */
async function ofRunning(data: string): Promise<Connection | null> {
  let list: string;
  try {
    list = readFileSync(join(data, "temporary"), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new ArchiveTrouble("archive/not-readable", { folder: data }, { cause: error });
  }
  for (const host of list.split("\n").filter((line) => line.startsWith("/"))) {
    const connection: Connection = { host, port: PORT, user: ROLE, database: DATABASE };
    if (existsSync(join(host, `.s.PGSQL.${PORT}`)) && (await answers(connection))) return connection;
  }
  return null;
}

/**
 * Reaches the database of a line whether its server is running or not: the one DATABASE_URL names, the running server's
 * own by its socket, or else it is started here and ended by `stop`. Never makes a new one (archive/no-data).
 */
export async function reach({ data, databaseUrl }: Place, failed: (code: string) => void): Promise<Reached> {
  if (databaseUrl !== null) return { ...(await useOutside(databaseUrl)), running: false };
  if (existsSync(join(data, "restoring"))) throw new ArchiveTrouble("archive/unfinished", { folder: data });
  if (!existsSync(join(data, "postgres"))) throw new ArchiveTrouble("archive/no-data", { folder: data });
  for (const end = performance.now() + PATIENCE; ;) {
    try {
      return { ...(await startEmbedded(data, failed)), running: false };
    } catch (error) {
      if (!(error instanceof CannotStart) || error.code !== "host/data-in-use") throw error;
      const connection = await ofRunning(data);
      if (connection !== null) return { connection, running: true, stop: () => Promise.resolve() };
      if (performance.now() > end) throw error;
      await wait(200);
    }
  }
}

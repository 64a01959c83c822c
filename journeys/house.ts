import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checkAnswer, testDatabase, urlOf, type TestDatabase } from "@niuniu/host/testing";
import { found, type Founder } from "@niuniu/sample";
import pg from "pg";
import { start, type Running } from "../apps/server/src/main.ts";
import { features } from "../apps/server/src/features.ts";

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A Monday morning where the sample organisation works, so that every journey sees the same week. */
const MONDAY = Date.UTC(2026, 2, 2, 2);
const BUILT = fileURLToPath(new URL("../apps/web/dist/reporter.html", import.meta.url));
const LONGEST_STOP = 40_000;

/** A clock that runs, and can be moved on. */
export interface Clock {
  readonly now: () => number;
  readonly moveTo: (instant: number) => void;
}

/** The real server on its real database, in this process, so that its clock can be moved. */
export interface House {
  readonly origin: string;
  /** Where it keeps what it does not keep in the database; with `own` that too. */
  readonly data: string;
  readonly clock: Clock;
  /** The five people of the sample, with their passwords, phrases and keys; empty where nobody founded anything. */
  readonly founders: readonly Founder[];
  /** The one-time code of a house that nobody has founded yet. */
  readonly setupCode: string;
  readonly running: () => Running;
  /** Stops the server; its database stays. */
  readonly stop: () => Promise<void>;
  /** Starts it again on the same database and port. */
  readonly restart: () => Promise<void>;
  /** Asks the database beside the server, as its thief would. */
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  /** Ends everything and removes what it had, whatever happened before. Never takes longer than 40 s. */
  readonly close: () => Promise<void>;
}

function movableClock(first: number): Clock {
  let offset = first - Date.now();
  return { now: () => Date.now() + offset, moveTo: (instant) => void (offset = instant - Date.now()) };
}

/** How to reach the database of a server on this data folder: it writes down the folder of its socket. */
function databaseIn(data: string): pg.ClientConfig {
  const folders = readFileSync(join(data, "temporary"), "utf8").split("\n");
  const host = folders.find((folder) => folder !== "" && existsSync(join(folder, ".s.PGSQL.5432")));
  if (host === undefined) throw new Error("the database's socket was not found");
  return { host, port: 5432, user: "niuniu", database: "postgres" };
}

/** One question on a connection of its own. */
async function queryOn(
  connection: pg.ClientConfig,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Stops in order; after a while without any order. */
async function stopWithin(running: Running, patience: number): Promise<void> {
  const pid = running.databasePid();
  const late = new AbortController();
  const ended = await Promise.race([
    running.stop().then(
      () => true,
      () => false,
    ),
    wait(patience, false, { signal: late.signal }),
  ]);
  late.abort();
  // Only ever the database that this house started.
  if (!ended && pid !== null) process.kill(pid, "SIGQUIT");
}

/** The same of a server that runs a PostgreSQL of its own on this data folder. */
export const queryIn = (data: string, sql: string, values?: readonly unknown[]): ReturnType<typeof queryOn> =>
  queryOn(databaseIn(data), sql, values);

/** Starts the server on a database: a `DATABASE_URL`, or null for a PostgreSQL of its own in its folder. */
type Begin = (on: {
  readonly url: string | null;
  readonly port: number;
  readonly origin?: string;
  readonly now: Clock["now"];
}) => Promise<Running>;

/** What founding leaves beside the database: who founded, and when they were done. */
interface Founded {
  readonly founders: readonly Founder[];
  readonly at: number;
}

/** Founds the sample organisation in an empty database, as five people would, and stops the server. */
async function foundIn(url: string | null, begin: Begin): Promise<Founded> {
  const { now } = movableClock(MONDAY);
  const running = await begin({ url, port: 0, now });
  const founders = await found(running.origin, running.setupCode ?? "", random).finally(() => running.stop());
  return { founders, at: now() };
}

export interface HouseOptions {
  /** Nobody has founded an organisation in it yet. */
  readonly empty?: boolean;
  /** It has a PostgreSQL of its own in its folder: to be backed up, or restored. */
  readonly own?: boolean;
  /** Puts what an earlier server left into its empty database, which this one opens. */
  readonly line?: (url: string) => Promise<Founded>;
  /** Its origin names its port, as a browser sees it: passkeys belong to exactly that. */
  readonly addressed?: boolean;
  /** Where the organisation is, as `NIUNIU_ZONE` says it; where the sample organisation works if not said. */
  readonly zone?: string;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A database to open on: of all houses that were founded the same, a copy of the one that was founded first in this run. */
async function ground(
  database: TestDatabase,
  { empty = false, own = false, line, zone }: HouseOptions,
  begin: Begin,
): Promise<Founded & { readonly url: string | null }> {
  if (line !== undefined) {
    const url = urlOf(await database.fresh());
    return { url, ...(await line(url)) };
  }
  if (zone !== undefined) {
    const url = urlOf(await database.migrated(features.list));
    return { url, ...(await foundIn(url, begin)) };
  }
  if (own) return { url: null, ...(await foundIn(null, begin)) };
  if (empty) return { url: urlOf(await database.migrated(features.list)), founders: [], at: MONDAY };
  const { connection, said } = await database.copied("founded", async (blank) =>
    JSON.stringify(await foundIn(urlOf(blank), begin)),
  );
  return { url: urlOf(connection), ...(JSON.parse(said) as Founded) };
}

/** Starts a house, a moment after it was founded. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  if (!existsSync(BUILT)) throw new Error("the pages are not built yet: npm start builds them");
  const folder = mkdtempSync("/tmp/niuniu-journey-");
  const data = join(folder, "data");
  mkdirSync(data);
  const begin: Begin = ({ url, port, now, origin = "http://localhost" }) =>
    start({
      ...{ data, port, now, origin, address: "localhost", tellEvery: 250, answered: checkAnswer },
      zone: options.zone ?? null,
      databaseUrl: url,
      bug: (error) => void process.stderr.write(`${error instanceof Error ? (error.stack ?? "") : String(error)}\n`),
    });
  const database = await testDatabase();
  let running: Running | null = null;
  const stop = async (): Promise<void> => {
    const ending = running;
    running = null;
    if (ending !== null) await stopWithin(ending, LONGEST_STOP);
  };
  const close = async (): Promise<void> => {
    await stop().finally(() => database.close());
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const { url, founders, at } = await ground(database, options, begin);
    const clock = movableClock(at);
    const chosen = options.addressed === true ? await freePort() : 0;
    const addressed = chosen === 0 ? {} : { origin: `http://localhost:${chosen}` };
    running = await begin({ url, port: chosen, now: clock.now, ...addressed });
    const { origin } = running;
    const setupCode = running.setupCode ?? "";
    const port = Number(new URL(origin).port);
    return {
      ...{ origin, data, clock, founders, setupCode, stop, close },
      running: () => {
        if (running === null) throw new Error("the server is stopped");
        return running;
      },
      restart: async () => void (running = await begin({ url, port, now: clock.now, ...addressed })),
      query: (sql, values) => queryOn(url === null ? databaseIn(data) : { connectionString: url }, sql, values),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

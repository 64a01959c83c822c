import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checkAnswer } from "@niuniu/host/testing";
import { found, type Founder } from "@niuniu/sample";
import pg from "pg";
import { start, type Running } from "../apps/server/src/main.ts";

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
  /** Where it keeps everything. */
  readonly data: string;
  readonly clock: Clock;
  /** The five people of the sample, with their passwords, phrases and keys; empty where nobody founded anything. */
  readonly founders: readonly Founder[];
  /** The one-time code of a house that nobody has founded yet. */
  readonly setupCode: string;
  readonly running: () => Running;
  /** Stops the server; the folder stays. */
  readonly stop: () => Promise<void>;
  /** Starts it again on the same folder and port. */
  readonly restart: () => Promise<void>;
  /** Asks the database beside the server, as its thief would. */
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  /** Ends everything and removes the folder, whatever happened before. Never takes longer than 40 s. */
  readonly close: () => Promise<void>;
}

function movableClock(): Clock {
  let offset = MONDAY - Date.now();
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
export async function queryIn(
  data: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(databaseIn(data));
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

/** Starts a house; with `empty` nobody has founded an organisation in it yet. */
export async function openHouse({ empty = false }: { readonly empty?: boolean } = {}): Promise<House> {
  if (!existsSync(BUILT)) throw new Error("the pages are not built yet: npm start builds them");
  const folder = mkdtempSync("/tmp/niuniu-journey-");
  const data = join(folder, "data");
  const clock = movableClock();
  const begin = (port: number): Promise<Running> =>
    start({
      ...{
        data,
        port,
        origin: "http://localhost",
        address: "localhost",
        databaseUrl: null,
        now: clock.now,
        tellEvery: 250,
        answered: checkAnswer,
      },
      bug: (error) => void process.stderr.write(`${error instanceof Error ? (error.stack ?? "") : String(error)}\n`),
    });
  let running: Running | null = null;
  const stop = async (): Promise<void> => {
    const ending = running;
    running = null;
    if (ending !== null) await stopWithin(ending, LONGEST_STOP);
  };
  const close = async (): Promise<void> => {
    await stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    running = await begin(0);
    const { origin } = running;
    const setupCode = running.setupCode ?? "";
    const founders = empty ? [] : await found(origin, setupCode, random);
    return {
      ...{ origin, data, clock, founders, setupCode, stop, close },
      running: () => {
        if (running === null) throw new Error("the server is stopped");
        return running;
      },
      restart: async () => void (running = await begin(Number(new URL(origin).port))),
      query: (sql, values) => queryIn(data, sql, values),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

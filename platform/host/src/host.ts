import { networkInterfaces } from "node:os";
import type { Verify } from "@niuniu/note";
import type { Refusals } from "@niuniu/wire";
import { keepDeletions } from "./archive/deletions.ts";
import { refuseHalfFilled, refuseUnfinished } from "./archive/marker.ts";
import { changesOn, type Changes } from "./changes.ts";
import { countsOn, type Counts } from "./counts.ts";
import { migrate, openDatabase, type Database, type MigrationFolder } from "./database.ts";
import type { DayOf } from "./days.ts";
import { readAside, verify } from "./ed25519.ts";
import { figuresOn, type Figures } from "./figures.ts";
import { createApp } from "./http/app.ts";
import { serveArea } from "./http/area.ts";
import { authenticators, type Authenticators } from "./http/audience.ts";
import { healthOn, type Health } from "./health/health-on.ts";
import type { Seen } from "./health/health.ts";
import { openApiText } from "./http/openapi.ts";
import { pagesOn, type PageTable } from "./http/pages.ts";
import { serveRecord } from "./http/record.ts";
import { refusalTable } from "./http/refuse.ts";
import { serveOn, type Answered, type Mounted, type Serve } from "./http/serve.ts";
import { loadGauge, type Load } from "./load.ts";
import { momentsOn, type Moments } from "./moments.ts";
import { noticesOn, type NoticeEngine, type Notices } from "./notices/notices.ts";
import { CannotStart, type Connection } from "./postgres/index.ts";
import { random as systemRandom, type Random } from "./random.ts";
import { roomOn } from "./room.ts";
import { rulesOn, type Rules } from "./rules/rulebook.ts";
import { broughtCalendar, newestNamed } from "./rules/stored.ts";
import { sayingFaults, whereIs } from "./rules/where.ts";
import { recordOn } from "./record/record-on.ts";
import type { Burial, PublicRecord } from "./record/record.ts";
import { keepSecret } from "./secrets.ts";
import { settlerOn, type Settler } from "./settle.ts";
import { timersOn, type Timers } from "./timers.ts";
import { transactionsOn, type Transactions } from "./transactions.ts";

/**
 * What the server lends a feature: `cases(host, ports)`. A feature takes time, randomness, database and network from
 * here and nowhere else.
 */
export interface Host extends Moments {
  readonly db: Database;
  readonly transaction: Transactions["transaction"];
  readonly after: Transactions["after"];
  /** ms since epoch. */
  readonly now: () => number;
  readonly random: Random;
  readonly verify: Verify;
  /** As `verify`, for what comes by the hundred a second: read with its signatures checked beside the main thread. */
  readonly readAside: typeof readAside;
  readonly timers: Timers;
  /** Tells people that something waits for them. */
  readonly notices: Notices;
  /** States which tables of a feature are put in the order of their keys when the day is over. */
  readonly settles: Settler["settles"];
  readonly changes: Changes;
  readonly load: Load;
  /** The public record: what every act and every public text goes into. */
  readonly record: PublicRecord;
  readonly serve: Serve;
  /** States how an audience is recognised: by the one feature that knows. */
  readonly authenticate: Authenticators["authenticate"];
  /** Policy and calendar, as statements name them: each feature's section, and who reckons by what. */
  readonly rules: Rules;
  /** The organisation's day at an instant (ms since epoch), "YYYY-MM-DD", by the calendar of the statement in force. */
  readonly dayOf: DayOf;
  /** The day's public figures, a part for every feature that counts something. */
  readonly figures: Figures;
  /** How the house itself is, a part for every feature that can tell. */
  readonly health: Health;
  /** The numbers beside a member's navigation, a part for every feature that counts something for members. */
  readonly counts: Counts;
  /** Adds a guard to an audience: who was recognised is asked once more whether they may come in. */
  readonly guard: Authenticators["guard"];
  /** Adds the feature's refusals, before any of them is thrown. */
  readonly refusals: (refusals: Refusals) => void;
  /** 32 random bytes kept under a name such as "people/pepper", the same for all processes on this database. */
  readonly secret: (name: string) => Promise<Uint8Array>;
  /** Where people reach this server, such as "https://line.example.org". */
  readonly origin: string;
  /** The manifest of the pages given, a line of JSON (spec/release.md); null before they are given, or where none are built. */
  readonly release: () => string | null;
  /** Aborted when the server begins to stop: what fails after that is no news to anybody. */
  readonly ending: AbortSignal;
  /** Tells the operator that something of ours went wrong: a stable code, never a value. */
  readonly failed: (code: string) => void;
}

/** A host together with what only the program that starts it may do. */
export interface RunningHost extends Host {
  /** Settles what was written before today, as the server does by itself. */
  readonly settle: Settler["settle"];
  /** Hands over every notice that is due, as the server does by itself. */
  readonly post: NoticeEngine["post"];
  /** Gives the built web pages. Before `open`. */
  readonly pages: (folder: string, table: PageTable) => void;
  /** Every route mounted so far. */
  readonly mounted: readonly Mounted[];
  /** Resolves when everything that was to be done after transactions so far is done. */
  readonly idle: Transactions["idle"];
  /** A request without a network, as Fastify's `inject`. */
  readonly inject: ReturnType<typeof createApp>["inject"];
  /**
   * Acts on every date that passed while the server was away, and only then takes the first request.
   * Resolves with the port in use. Port 0: any free one. `address`: where to listen, "localhost" if not said.
   */
  readonly open: (port: number, address?: string) => Promise<number>;
  /** Ends requests, timers and connections, in this order. */
  readonly close: () => Promise<void>;
}

export interface HostOptions {
  readonly connection: Connection;
  readonly migrations: readonly MigrationFolder[];
  readonly origin: string;
  /**
   * The data folder: what must outlive the database is written down there, and a backup that was put into it half-way
   * is refused (CannotStart host/restore-unfinished). Without one nothing is; for tests.
   */
  readonly data?: string;
  /** How a text that was taken away is written down beside the database, if not into `data` by this process itself. */
  readonly buried?: (burial: Burial) => Promise<void>;
  /** Bytes to be kept free on the volume of `data`, where the database lies there too; 0, or not said: none. */
  readonly keepFree?: number;
  /** The version of this program. */
  readonly software?: string;
  readonly now?: () => number;
  /** Where the organisation is, as the IANA time zone database names it: the calendar that this server brings has its clocks. */
  readonly zone?: string | null;
  /** Whose holidays it has, "DE-BY"; those of the zone's country if not said. */
  readonly country?: string | null;
  readonly random?: Random;
  /** This server's clock is played, for a sample: the record says so of every stretch in between. */
  readonly played?: boolean;
  /** ms between the moments at which open pages are told that something changed: a minute if not said; shorter for tests. */
  readonly tellEvery?: number;
  /** ms between the moments at which an open line asks whether its session goes on: five seconds if not said; shorter for tests. */
  readonly lookEvery?: number;
  /** Hears stable codes; default: a line on standard error. */
  readonly failed?: (code: string) => void;
  /** Hears errors of ours, which may hold anything: never in production. */
  readonly bug?: (error: unknown) => void;
  /** Hears every answer before it is sent: for tests. */
  readonly answered?: Answered;
}

const UNLISTENED: Readonly<Record<string, (port: number, address: string) => string>> = {
  EADDRINUSE: (port) =>
    `Port ${port} is already in use on this machine. Stop the other program, or set NIUNIU_PORT to another port.`,
  EACCES: (port) =>
    `Port ${port} may be opened by root alone, and what answers the network does not run as root. Let a proxy listen there, or set NIUNIU_PORT to 1024 or more.`,
  EADDRNOTAVAIL: (_port, address) =>
    `NIUNIU_LISTEN is "${address}"; this machine has no such address. Set it to one it has, or leave it out.`,
};

/** What the operator is told where nobody can be listened to. */
function unlistened(cause: unknown, port: number, address: string): unknown {
  const code = (cause as { readonly code?: string }).code ?? "";
  const sentence = UNLISTENED[code]?.(port, address);
  if (sentence === undefined) return cause;
  return new CannotStart(code === "EADDRINUSE" ? "host/port-in-use" : "host/bad-setting", sentence, { cause });
}

/** "::" takes both kinds of address, but only where the machine speaks IPv6 at all. */
function everywhere(address: string): string {
  const six = Object.values(networkInterfaces())
    .flatMap((cards) => cards ?? [])
    .some(({ family }) => family === "IPv6");
  return address === "::" && !six ? "0.0.0.0" : address;
}

async function listen(app: ReturnType<typeof createApp>, port: number, address: string): Promise<number> {
  await app.listen({ port, host: everywhere(address) }).catch((cause: unknown) => {
    throw unlistened(cause, port, address);
  });
  const bound = app.server.address();
  return typeof bound === "object" && bound !== null ? bound.port : port;
}

/** What works by itself on a database: dates, messages between processes, the record. */
async function engines(
  db: Database,
  {
    connection,
    origin,
    now,
    random,
    failed,
    data,
    keepFree = 0,
    dayOf,
    tellEvery,
    played = false,
    transaction,
    after,
    idle,
    buried = (burial: Burial): Promise<void> =>
      data === undefined ? Promise.resolve() : keepDeletions(data, [burial]),
  }: Required<Pick<HostOptions, "connection" | "origin" | "now" | "random" | "failed">> &
    Transactions &
    Pick<Rules, "dayOf"> &
    Pick<HostOptions, "data" | "keepFree" | "tellEvery" | "played" | "buried">,
) {
  const room = data === undefined ? null : roomOn(data, { keepFree, now, failed });
  const timers = timersOn(db, { now, transaction, failed });
  const settler = settlerOn(db, { now, failed });
  const notices = noticesOn(db, { now, random, transaction, after, failed });
  const changes = changesOn(db, connection, { failed, every: tellEvery });
  const record = await recordOn(db, { now, dayOf, after, random, origin, failed, played, buried });
  const start = async (): Promise<void> => {
    // Before dates are acted on: what happens now stands in the slot of now, not in the last one of an earlier server.
    await record.tick();
    await timers.runDue(now());
    timers.start();
    settler.start();
    record.start();
    notices.start();
    await room?.start();
  };
  const stop = async (): Promise<void> => {
    room?.stop();
    await timers.stop();
    await notices.stop();
    await settler.stop();
    await record.stop();
    await idle();
    await changes.close();
  };
  const scarcity = (): number => room?.scarcity() ?? 0;
  const load = loadGauge({ now, key: await keepSecret(db, random, "host/load"), scarcity });
  const { settles, settle } = settler;
  const { post } = notices;
  return { timers, notices, post, settles, settle, changes, record, load, figures: figuresOn(), start, stop };
}

/** The door as it is opened, and the health of the house, which knows where it listens since then. */
function opening(
  app: ReturnType<typeof createApp>,
  { data, origin, keepFree = 0, software = "" }: HostOptions,
  { db, now, start }: { readonly db: Database; readonly now: () => number; readonly start: () => Promise<void> },
): Pick<RunningHost, "open" | "health"> {
  let listens: Seen["listens"] = null;
  const health = healthOn(() => ({ db, now: now(), data: data ?? null, origin, listens, keepFree, software }));
  const open: RunningHost["open"] = async (port, address = "localhost") => {
    await app.ready();
    await start();
    const bound = await listen(app, port, address);
    listens = { address, port: bound };
    return bound;
  };
  return { open, health };
}

/** What takes requests, with the record, what every signed-in area asks and the description of every route already served. */
function network(
  {
    origin,
    answered,
    lookEvery,
    now,
    failed,
    bug = () => undefined,
  }: HostOptions & Required<Pick<HostOptions, "now" | "failed">>,
  { record, changes }: Pick<Host, "record" | "changes">,
) {
  const table = refusalTable();
  const app = createApp(table, { failed, bug });
  const who = authenticators(now);
  const { serve, mounted, answeredAll } = serveOn(app, { who, origin, answered, lookEvery });
  serveRecord(app, serve, record);
  const counts = countsOn();
  serveArea(serve, { counts, changes });
  const described = openApiText(mounted);
  app.get("/openapi.json", (_request, reply) => reply.header("content-type", "application/json").send(described()));
  const closeNetwork = async (): Promise<void> => {
    await app.close();
    await answeredAll();
  };
  return { table, app, who, counts, serve, mounted, closeNetwork };
}

/** What fails once the server is ending is no news to anybody. */
const unlessEnding =
  (ending: AbortSignal, failed: (code: string) => void) =>
  (code: string): void => {
    if (!ending.aborted) failed(code);
  };

/** The calendar that this server brings, of where its operator says that the organisation is. */
function broughtBy({ zone = null, country = null, data }: HostOptions, db: Database, now: number) {
  return sayingFaults(() => broughtCalendar(db, whereIs({ zone, country, data: data ?? null }), now));
}

/** Makes a host on a database that answers: migrates it, then lends. Nothing is served before `open`. */
export async function createHost(options: HostOptions): Promise<RunningHost> {
  const now = options.now ?? Date.now;
  const random = options.random ?? systemRandom;
  const failed = options.failed ?? ((code) => void process.stderr.write(`niuniu: ${code}\n`));
  if (options.data !== undefined) refuseUnfinished(options.data);
  const db = openDatabase(options.connection, failed);
  try {
    await refuseHalfFilled(db);
    await migrate(db, options.migrations);
    const ending = new AbortController();
    const transactions = transactionsOn(db, { failed: unlessEnding(ending.signal, failed) });
    const rules = await rulesOn(db, await broughtBy(options, db, now()), await newestNamed(db));
    const { dayOf } = rules;
    const { start, stop, ...lent } = await engines(db, { ...options, ...transactions, dayOf, now, random, failed });
    const { table, app, who, counts, serve, mounted, closeNetwork } = network({ ...options, now, failed }, lent);
    const { open, health } = opening(app, options, { db, now, start });
    const close = async (): Promise<void> => {
      ending.abort();
      await closeNetwork();
      await stop();
      await db.destroy();
    };
    return {
      ...{
        db,
        ...transactions,
        now,
        random,
        verify,
        readAside,
        ...lent,
        ...momentsOn(),
        counts,
        health,
        rules,
        dayOf,
        serve,
        mounted,
        failed,
        open,
        close,
      },
      authenticate: who.authenticate,
      guard: who.guard,
      refusals: table.add,
      secret: (name) => keepSecret(db, random, name),
      origin: options.origin,
      ending: ending.signal,
      ...pagesOn(app),
      inject: app.inject.bind(app),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

import { closeSync, openSync } from "node:fs";
import { isIPv6 } from "node:net";
import {
  CannotStart,
  createHost,
  refusedBy,
  refuseUnfinished,
  startEmbedded,
  useOutside,
  type HostOptions,
  type RunningHost,
} from "@niuniu/host";
import { openDeletions } from "@niuniu/host/archive";
import { passkeyLibrary } from "@niuniu/people/server";
import { readSettings, type Settings } from "./config.ts";
import { features } from "./features.ts";
import { PAGES, WEB } from "./pages.ts";
import { foundSample, readyTeller } from "./sample.ts";
import { SOFTWARE } from "./software.ts";

export { readSettings };

/** Settings and, for tests and measurements, a clock of one's own. */
export interface StartOptions
  extends
    Settings,
    Pick<HostOptions, "now" | "random" | "failed" | "bug" | "tellEvery" | "lookEvery" | "played" | "answered"> {
  /** Started as root: from before the first request on the process is the account that PostgreSQL runs under, for good. */
  readonly leaveRoot?: boolean;
}

export interface Running {
  /** Where it answers on this machine, such as "http://localhost:8787". */
  readonly origin: string;
  readonly host: RunningHost;
  /** The one-time code that opens `/setup`, or null once the line is open. */
  readonly setupCode: string | null;
  /** The process id of the embedded PostgreSQL, or null. */
  readonly databasePid: () => number | null;
  /** Answers what is under way, then ends everything, PostgreSQL included. */
  readonly stop: () => Promise<void>;
}

/** How this machine reaches what listens at this address. */
function reachedAt(address: string, port: number): string {
  if (["localhost", "::", "0.0.0.0"].includes(address)) return `http://localhost:${port}`;
  return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`;
}

/**
 * What a process that will be root no more takes along: what it reads or writes later where no path may lead it then. To the
 * data folder it keeps descriptors, since a clone under a closed folder is nobody else's to enter.
 */
async function takeAlong(data: string): Promise<Pick<HostOptions, "data" | "buried"> & { readonly leave: () => void }> {
  await passkeyLibrary();
  const [list, folder] = [await openDeletions(data), openSync(data, "r")];
  const leave = (): void => {
    closeSync(folder);
    void list.close();
  };
  return { data: `/proc/self/fd/${folder}`, buried: (burial) => list.keep([burial]), leave };
}

/** What its code alone would not tell an operator to do. */
const explained: Readonly<Record<string, string>> = {
  "host/disk-full":
    ": there is no room left on the disk of {data}, or its quota is used up. Nothing can be stored, and reporters are told so; make room, and it goes on by itself.",
  "host/too-many-connections":
    ": PostgreSQL has no connection left. End what else uses it, or raise its max_connections.",
  "host/database-away":
    ": PostgreSQL does not answer. Nothing can be stored until it does; it is asked again by itself.",
  "host/disk-low":
    ": less of the disk is free than NIUNIU_KEEP_FREE says. Reports are asked for some work first and none is refused; make room before it is full.",
};

/**
 * Starts database and server. Resolves when requests are taken, every date missed meanwhile already acted on.
 * Throws CannotStart with a sentence for the operator; nothing is then left running.
 */
export async function start(options: StartOptions): Promise<Running> {
  const failed =
    options.failed ??
    ((code) =>
      void process.stderr.write(`niuniu: ${code}${(explained[code] ?? "").replace("{data}", options.data)}\n`));
  refuseUnfinished(options.data);
  const postgres =
    options.databaseUrl === null ? await startEmbedded(options.data, failed) : await useOutside(options.databaseUrl);
  let host: RunningHost | null = null;
  let along: Awaited<ReturnType<typeof takeAlong>> | null = null;
  const stop = async (): Promise<void> => {
    await host?.close();
    await postgres.stop();
    along?.leave();
  };
  try {
    if (options.leaveRoot === true) along = await takeAlong(options.data);
    const {
      data,
      keepFree = 0,
      origin,
      zone = null,
      country = null,
      now,
      random,
      bug,
      tellEvery,
      lookEvery,
      played,
      answered,
    } = options;
    const given = Object.fromEntries(
      Object.entries({ now, random, bug, tellEvery, lookEvery, played, answered, ...along }).filter(
        ([, port]) => port !== undefined,
      ),
    );
    host = await createHost({
      software: SOFTWARE,
      ...{ connection: postgres.connection, migrations: features.list, data, keepFree, origin, zone, country, failed },
      ...given,
    });
    host.pages(WEB, PAGES);
    const { people, ledger } = await features.mount(host);
    if (options.leaveRoot === true) postgres.leaveRoot();
    const port = await host.open(options.port, options.address);
    ledger.keepAsking();
    const { setupCode } = people;
    return { origin: reachedAt(options.address, port), host, setupCode, databasePid: postgres.pid, stop };
  } catch (error) {
    await stop();
    throw refusedBy(error, options.data);
  }
}

/** Ends in order on the two signals that ask for it; the second one does not wait. */
function stopOnSignals(running: Running): void {
  let asked = false;
  const end = (): void => {
    if (asked) process.exit(1);
    asked = true;
    process.stdout.write("Niuniu is stopping: it finishes what it has begun.\n");
    running.stop().then(
      () => {
        process.stdout.write("Niuniu has stopped.\n");
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  process.on("SIGINT", end).on("SIGTERM", end);
}

function readArguments(given: readonly string[]): { readonly sample: boolean } {
  const unknown = given.find((word) => word !== "--sample");
  if (unknown !== undefined)
    throw new CannotStart("host/bad-setting", `"${unknown}" is not known here; the only option is --sample.`);
  return { sample: given.includes("--sample") };
}

/** For whoever stands a proxy before it: the port, where the address that people type has another or none. */
function listensAt(origin: string, address: string): string {
  const where = ["::", "0.0.0.0"].includes(address) ? "on every address of this machine" : `at ${address}`;
  const clear = address === "localhost" ? "" : " What comes there is not encrypted: let only your proxy reach it.";
  return `It listens on port ${new URL(origin).port}, ${where}.${clear}`;
}

async function command(): Promise<void> {
  let teller: ReturnType<typeof readyTeller> | null = null;
  try {
    const { sample } = readArguments(process.argv.slice(2));
    const settings = readSettings(process.env, process.cwd());
    if (sample && !(await foundSample(settings.data))) {
      process.exitCode = 1;
      return;
    }
    if (sample) teller = readyTeller(settings.data);
    const running = await start({ ...settings, leaveRoot: process.getuid?.() === 0 });
    stopOnSignals(running);
    // Without a setting it is this machine at the port that was found.
    const origin = settings.origin === `http://localhost:${settings.port}` ? running.origin : settings.origin;
    process.stdout.write(`Niuniu is open at ${origin}\n`);
    if (origin !== running.origin) process.stdout.write(`${listensAt(running.origin, settings.address)}\n`);
    if (teller !== null) await teller.tell(running.origin);
    else if (running.setupCode !== null) {
      process.stdout.write(`It has no committee yet. Open ${origin}/setup and type this code: ${running.setupCode}\n`);
    }
  } catch (error) {
    teller?.leave();
    if (!(error instanceof CannotStart)) throw error;
    process.stderr.write(`${error.message} (${error.code})\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await command();

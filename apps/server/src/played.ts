import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { calendarFor, CannotStart, lockFolder, startEmbedded, whereIs, type RunningHost } from "@niuniu/host";
import { beginsOf } from "./begins.ts";
import { readSettings, type Settings } from "./config.ts";
import { start, type Running } from "./main.ts";

/** How long the data folder is asked for again: whoever was stopped in the middle of this may be ending its database (ms). */
const PATIENCE = 15_000;

/** A clock that runs, and is moved on. It never goes back. */
function playedClock(first: number): { readonly now: () => number; readonly moveTo: (instant: number) => void } {
  let ahead = first - Date.now();
  return { now: () => Date.now() + ahead, moveTo: (instant) => void (ahead = Math.max(ahead, instant - Date.now())) };
}

async function lockPatiently(data: string): Promise<void> {
  const late = Date.now() + PATIENCE;
  for (;;) {
    try {
      // Until this process ends: then it is free whatever happened.
      await lockFolder(data);
      return;
    } catch (error) {
      if (!(error instanceof CannotStart) || error.code !== "host/data-in-use" || Date.now() > late) throw error;
      await wait(500);
    }
  }
}

/** Takes away what was stopped in the middle, the database that it may have left running with it. */
async function clear(folder: string): Promise<void> {
  if (existsSync(join(folder, "postgres"))) {
    const left = await startEmbedded(folder, () => undefined);
    await left.stop();
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Acts on every date that has passed. The server's own loop may be at one just then, which is over once none is left. */
async function actOnDates({ timers, db, now }: RunningHost): Promise<void> {
  for (;;) {
    await timers.runDue(now());
    const passed = db.selectFrom("host_timer").select("key").where("run_at", "<=", new Date(now()));
    if ((await passed.limit(1).executeTakeFirst()) === undefined) return;
    await wait(20);
  }
}

/** Hands over every notice that is due. Here, too, the server's own loop may be at some just then. */
async function tellAll({ post, db, now }: RunningHost): Promise<void> {
  for (;;) {
    await post();
    const at = new Date(now());
    const planned = db.selectFrom("host_notice").select("about").where("next", "<=", at);
    const inHand = db.selectFrom("host_errand").select("id").where("sent", "is", null).where("ready", "<=", at);
    const left = [await planned.limit(1).executeTakeFirst(), await inHand.limit(1).executeTakeFirst()];
    if (left.every((one) => one === undefined)) return;
    await wait(20);
  }
}

/** Does at an instant all that a server does by itself as time passes. */
async function pass(host: RunningHost): Promise<void> {
  const { record, idle } = host;
  // Before dates are acted on: what happens now stands in the slot of now.
  await record.tick();
  await actOnDates(host);
  await idle();
  await record.tick();
  await tellAll(host);
}

const placeIn = ({ zone = null, country = null, data }: Settings) => whereIs({ zone, country, data });

/** Refuses a line that is open: nobody plays the time of one in which anybody may have reported. */
async function startPlayed(settings: Settings, now: () => number): Promise<Running & { readonly setupCode: string }> {
  const here = { port: 0, address: "localhost", leaveRoot: process.getuid?.() === 0 };
  // Nobody watches a page of it, and what is still to be told when it stops would find no database; nor are there strangers to
  // keep room from.
  const alone = { tellEvery: 20, keepFree: 0, played: true };
  const running = await start({ ...settings, ...here, ...alone, now });
  const { setupCode } = running;
  if (setupCode !== null) return { ...running, setupCode };
  await running.stop();
  throw new CannotStart(
    "host/sample-unfinished",
    "The database that DATABASE_URL names has an organisation that is not this sample, or one whose founding was cut off. Name an empty database for the sample, or start without --sample.",
  );
}

/**
 * The server on a clock that whoever started it plays: so that the sample can be founded with a past, by the real code and real
 * clients, before anybody else can reach it. `played.ts DATA FOLDER ENDS [BEGINS]`: takes DATA for itself, starts in FOLDER below it
 * at BEGINS (ms since epoch), else some months before ENDS, on a port of its own, and says where, with which code it opened, and when. Told an instant it
 * moves on to it and says what the clock shows; told "stop" it stops and says so, and lets go of DATA when there is no more to hear.
 */
async function command([data = "", folder = "", ends = "", first = ""]: readonly string[]): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  // Whoever interrupts means whoever plays: what they leave is ended below.
  process.on("SIGINT", () => undefined);
  const settings = readSettings({ ...process.env, NIUNIU_DATA: folder }, process.cwd());
  const usual = (): number => beginsOf(Number(ends), calendarFor(placeIn(settings), Number(ends)));
  const begins = first === "" ? usual() : Number(first);
  const clock = playedClock(begins);
  await lockPatiently(data);
  await clear(folder);
  const running = await startPlayed(settings, clock.now);
  let stopped: Promise<void> | null = null;
  try {
    say(`${running.origin} ${running.setupCode} ${String(begins)}`);
    for await (const line of createInterface({ input: process.stdin })) {
      if (line === "stop") {
        await (stopped = running.stop());
        say("stopped");
      } else {
        clock.moveTo(Number(line));
        await pass(running.host);
        say(String(clock.now()));
      }
    }
  } finally {
    await (stopped ?? running.stop());
  }
  process.exit(0);
}

if (import.meta.main) {
  await command(process.argv.slice(2)).catch((error: unknown) => {
    if (!(error instanceof CannotStart)) throw error;
    process.stderr.write(`${error.message} (${error.code})\n`);
    process.exit(1);
  });
}

import { rmSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { SLOT } from "@niuniu/record";
import type { Shown } from "@niuniu/wire/scene";
import { callsTo } from "./client.ts";
import { found } from "./founders.ts";
import { keep, putInPlace, readKept, unfinishedIn, type Kept } from "./kept.ts";
import { playAll } from "./play.ts";
import { playedServer } from "./played-server.ts";
import { scenes } from "./scenes.ts";

export { found, seats, type Founder } from "./founders.ts";
export { makeReport, planFor, rosterOf, type SampleReport } from "./reporter.ts";
export { Answered, ask, send } from "./client.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/**
 * Founds the sample organisation below a data folder, plays its past, and puts it in place. What was stopped in the middle of
 * that is begun anew. False where no server could be started; it has said why.
 */
async function foundIn(data: string): Promise<boolean> {
  if (!putInPlace(data)) {
    const ends = Date.now();
    const server = await playedServer(data, unfinishedIn(data), ends);
    if (server === null) return false;
    const people = await found(server.origin, server.setupCode, random);
    process.stdout.write("The sample organisation is founded; now its first months are played: about half a minute.\n");
    const receipts: Shown[] = [];
    const show = (shown: Shown): void => void receipts.push(shown);
    const stage = { ...callsTo(server.origin), begins: server.begins, ends, random, players: people, show };
    await playAll(scenes, server.clock, stage);
    // What lies between the play and whoever opens it belongs to the play: the slot in which it ends is over, too.
    for (const ahead of [0, SLOT]) await server.clock.moveTo(Date.now() + ahead);
    await server.stop(() => {
      keep(data, { people, receipts });
      putInPlace(data);
    });
  }
  rmSync(unfinishedIn(data), { recursive: true, force: true });
  return true;
}

function describe(origin: string, { people, receipts }: Kept): string {
  const rows = people.map(
    ({ id, name, role, password, phrase }) =>
      `  ${name} (${id}) · ${role}\n    password  ${password}\n    phrase    ${phrase}`,
  );
  const ways = receipts.map((one) =>
    typeof one === "string" ? `    ${one}` : `    ${one.receipt}  ${one.says["zh-CN"]} · ${one.says.en}`,
  );
  return [
    "",
    "A sample organisation is ready. Its people and its past are invented: the months before today were played on a clock when",
    "it was founded. Its secrets are printed here: never use it for a real report.",
    "",
    `  ${origin}/         who answers, and how long it takes`,
    `  ${origin}/report   make a report`,
    `  ${origin}/return   come back with one of these receipts:`,
    ...ways,
    `  ${origin}/desk     sign in as one of these, then unlock with the phrase:`,
    "",
    ...rows,
    "",
  ].join("\n");
}

/**
 * `main.ts found DATA` founds it; ends early once its input is closed, as whoever started it is gone. `main.ts tell DATA` is told on
 * standard input where the server is, and tells how to sign in; told nothing, the server did not open.
 */
async function command([word, data = ""]: readonly string[]): Promise<void> {
  if (word === "found") {
    process.stdin.on("end", () => process.exit(1)).resume();
    const done = await foundIn(data).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(`The sample could not be founded (${why}). The next start begins it anew.\n`);
      return false;
    });
    process.exit(done ? 0 : 1);
  }
  const kept = readKept(data);
  const origin = (await text(process.stdin)).trim();
  if (origin !== "") process.stdout.write(describe(origin, kept));
}

if (import.meta.main) await command(process.argv.slice(2));

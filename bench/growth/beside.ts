import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { memoryOf, type House } from "../house.ts";

const SECOND = 1_000;

/** Megabytes a second at which the database gives away all its larger tables. */
export async function givenAway({ database }: House, megabytes: number): Promise<number> {
  const client = new pg.Client(database);
  await client.connect();
  const begun = performance.now();
  for (const table of ["cases_case", "cases_entry", "cases_piece", "record_kept", "host_timer"]) {
    await pipeline(
      client.query(copyTo(`copy ${table} to stdout (format binary)`)),
      new Writable({ write: (_chunk, _encoding, done) => done() }),
    );
  }
  const seconds = (performance.now() - begun) / SECOND;
  await client.end();
  return Math.round(megabytes / seconds);
}

/** The most memory that server and database take while this goes on, looked at twice a second. */
export function watchMemory(pid: number): { readonly stop: () => number } {
  let most = 0;
  const look = (): void => void (most = Math.max(most, memoryOf(pid)));
  const timer = setInterval(look, 500);
  const stopLooking = (): number => {
    clearInterval(timer);
    look();
    return most;
  };
  return { stop: stopLooking };
}

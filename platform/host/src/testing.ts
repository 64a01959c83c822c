import { setTimeout as wait } from "node:timers/promises";
import { SLOT } from "@niuniu/record";
import type { ParcelOf } from "@niuniu/wire";
import type { Mounted } from "./http/serve.ts";
import { createHost, type HostOptions, type RunningHost } from "./host.ts";
import type { MigrationFolder } from "./database.ts";
import type { Connection } from "./postgres/index.ts";
import { standing } from "./record/seal.ts";
import type { TestDatabase } from "./testing-database.ts";

export {
  again,
  ownDatabase,
  ownServers,
  testDatabase,
  testServers,
  urlOf,
  type TestDatabase,
} from "./testing-database.ts";

/**
 * That an answer is what its route's schema says, as it travels: an unknown field, a missing one, or another kind of value
 * throws, and the caller gets host/failed. For `HostOptions.answered`.
 */
export function checkAnswer({ route, answer }: Mounted, value: unknown): void {
  if (answer === null) return;
  const described = route.gives === "parcel" ? (value as ParcelOf<unknown>).header : value;
  const read = answer.safeParse(JSON.parse(JSON.stringify(described)));
  if (!read.success) throw new Error(`${route.path} answers what its schema does not say: ${read.error.message}`);
}

/** A host whose clock stands until it is moved. */
export interface TestHost extends RunningHost {
  /** Sets the clock (ms since epoch). */
  readonly setNow: (now: number) => void;
  /** Moves the clock on and acts on everything that came due, then settles; resolves with how many timers ran. */
  readonly pass: (milliseconds: number) => Promise<number>;
  /** Moves the clock past the end of the slot that is open and seals it: everything placed or published has a proof. */
  readonly sealed: () => Promise<void>;
  /** The host's own database, for a second process. */
  readonly connection: Connection;
  /** What was reported by `failed`, in order. */
  readonly failures: readonly string[];
}

export interface TestHostOptions extends Partial<
  Pick<HostOptions, "random" | "origin" | "zone" | "country" | "tellEvery">
> {
  readonly migrations?: readonly MigrationFolder[];
  /** Where the clock stands; default 2026-01-05 08:00 UTC, a Monday. */
  readonly now?: number;
}

/**
 * A host on a database of its own, its requests made by `host.inject`. Errors of ours are printed. Call
 * `host.close()` at the end.
 */
export async function testHost(database: TestDatabase, options: TestHostOptions = {}): Promise<TestHost> {
  let clock = options.now ?? Date.UTC(2026, 0, 5, 8);
  const failures: string[] = [];
  const connection = await database.migrated(options.migrations ?? []);
  const host = await createHost({
    connection,
    migrations: options.migrations ?? [],
    origin: options.origin ?? "http://localhost:8787",
    now: () => clock,
    tellEvery: options.tellEvery ?? 250,
    ...(options.random === undefined ? {} : { random: options.random }),
    zone: options.zone ?? null,
    country: options.country ?? null,
    failed: (code) => void failures.push(code),
    answered: checkAnswer,
    bug: (error) =>
      void process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  });
  return {
    ...host,
    connection,
    failures,
    setNow: (now) => void (clock = now),
    pass: async (milliseconds) => {
      clock += milliseconds;
      const ran = await host.timers.runDue(clock);
      await host.settle();
      return ran;
    },
    sealed: async () => {
      const { openSlot } = await standing(host.db);
      clock = Math.max(clock, (openSlot + 1) * SLOT);
      for (let attempt = 0; attempt < 100; attempt++) {
        await host.record.tick();
        const { ended, pending, frozen } = await standing(host.db);
        if (frozen !== null || (ended.length === 0 && !pending)) return;
        // Another process is at it.
        await wait(50);
      }
      throw new Error("not sealed");
    },
  };
}

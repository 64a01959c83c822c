import { setTimeout as wait } from "node:timers/promises";
import { createHost, type Connection } from "@niuniu/host";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { percentile, print, say, type Figure } from "../figure.ts";
import { bossOn, workerOn, type Clock } from "./rivals.ts";

const figure = (given: Figure): boolean => print("notices", given);

const AT_ONCE = 10_000;
const SPREAD = 1_000;
/** ms over which those are spread. */
const OVER = 20_000;
/** ms until the first is due: all are set before. */
const AHEAD = 6_000;

async function oursOn(connection: Connection, act: (key: string) => void): Promise<Clock> {
  const host = await createHost({ connection, migrations: [], origin: "http://localhost:8787" });
  host.timers.handleAll("bench/date", (timers) => {
    for (const { key } of timers) act(key);
    return Promise.resolve([]);
  });
  await host.open(0);
  return {
    name: "niuniu",
    set: (dates) =>
      host.transaction((tx) => host.timers.set(tx, ...dates.map((one) => ({ kind: "bench/date", ...one })))),
    close: () => host.close(),
  };
}

interface Found {
  readonly name: string;
  /** ms from the moment all were due to the last act. */
  readonly all: number;
  /** ms from due to act, of each that was spread out. */
  readonly late: readonly number[];
}

/** Acts on many dates at one moment, and then on dates spread over some seconds. Every date is acted on, or it throws. */
async function measured(
  database: TestDatabase,
  open: (connection: Connection, act: (key: string) => void) => Promise<Clock>,
): Promise<Found> {
  const acted = new Map<string, number>();
  const clock = await open(await database.fresh(), (key) => void acted.set(key, Date.now()));
  try {
    const until = async (count: number, patience: number): Promise<void> => {
      const end = Date.now() + patience;
      while (acted.size < count && Date.now() < end) await wait(10);
      if (acted.size < count) throw new Error(`${clock.name} acted on ${acted.size} of ${count} dates`);
    };
    const due = Date.now() + AHEAD;
    await clock.set(Array.from({ length: AT_ONCE }, (_, at) => ({ key: `a${at}`, due })));
    if (Date.now() > due) say(`${clock.name} was still setting dates when they came due`);
    await until(AT_ONCE, AHEAD + 120_000);
    const all = Math.max(...acted.values()) - due;
    acted.clear();
    const first = Date.now() + AHEAD;
    const dates = Array.from({ length: SPREAD }, (_, at) => ({ key: `s${at}`, due: first + (at * OVER) / SPREAD }));
    await clock.set(dates);
    await until(SPREAD, AHEAD + OVER + 60_000);
    const late = dates.map(({ key, due: then }) => Math.max(0, (acted.get(key) ?? 0) - then));
    say(
      `${clock.name}: ${AT_ONCE} at once in ${all} ms; spread out p50 ${percentile(late, 50)}, p99 ${percentile(late, 99)} ms`,
    );
    return { name: clock.name, all, late };
  } finally {
    await clock.close();
  }
}

/** Dates that act by themselves, beside two well-known queues on the same PostgreSQL in the same run. */
export async function dates(): Promise<readonly boolean[]> {
  const database = await testDatabase();
  try {
    const ours = await measured(database, oursOn);
    const rivals = [await measured(database, bossOn), await measured(database, workerOn)];
    const ms = { unit: "ms", atMost: true } as const;
    return rivals.flatMap(({ name, all, late }) => [
      figure({
        figure: `${AT_ONCE} bare timers due at once, until the last was acted on`,
        value: ours.all,
        bar: 3_000,
        ...ms,
        rival: { name, value: all },
      }),
      ...([50, 99] as const).map((share) =>
        figure({
          figure: `from due to acted on, p${share} of ${SPREAD} spread over ${OVER / 1_000} s`,
          ...{ value: percentile(ours.late, share), bar: share === 50 ? 5 : 250, ...ms },
          rival: { name, value: percentile(late, share) },
        }),
      ),
    ]);
  } finally {
    await database.close();
  }
}

import type { Connection } from "@niuniu/host";
import { Logger, makeWorkerUtils, run as runWorker } from "graphile-worker";
import pg from "pg";
import { PgBoss } from "pg-boss";

/** Something that acts on a date: the same work is given to each. */
export interface Clock {
  readonly name: string;
  /** Sets so many dates, each a key and when it is due (ms since epoch). */
  readonly set: (dates: readonly { readonly key: string; readonly due: number }[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

type Act = (key: string) => void;

/** pg-boss as its own documentation sets it up for short waits: it looks twice a second, its shortest, and takes many at once. */
export async function bossOn(connection: Connection, act: Act): Promise<Clock> {
  const boss = new PgBoss({ ...connection, supervise: false, schedule: false } as ConstructorParameters<
    typeof PgBoss
  >[0]);
  boss.on("error", () => undefined);
  await boss.start();
  await boss.createQueue("dates");
  await boss.work<{ readonly key: string }>("dates", { batchSize: 500, pollingIntervalSeconds: 0.5 }, (jobs) => {
    for (const { data } of jobs) act(data.key);
    return Promise.resolve();
  });
  return {
    name: "pg-boss 12.38.0",
    set: async (dates) => {
      const jobs = dates.map(({ key, due }) => ({ data: { key }, startAfter: new Date(due) }));
      for (let at = 0; at < jobs.length; at += 1_000) await boss.insert("dates", jobs.slice(at, at + 1_000));
    },
    close: () => boss.stop({ graceful: false }),
  };
}

/** graphile-worker with as many jobs at once as its documentation gives a server of its own, and its shortest usual look. */
export async function workerOn(connection: Connection, act: Act): Promise<Clock> {
  const pgPool = new pg.Pool({ ...connection, max: 12 });
  pgPool.on("error", () => undefined).on("connect", (client) => client.on("error", () => undefined));
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ pgPool, logger });
  await utils.migrate();
  const runner = await runWorker({
    ...{ pgPool, logger, concurrency: 10, pollInterval: 500, noHandleSignals: true },
    taskList: { date: (payload) => act((payload as { readonly key: string }).key) },
  });
  return {
    name: "graphile-worker 0.18.0",
    set: async (dates) => {
      const jobs = dates.map(({ key, due }) => ({ identifier: "date", payload: { key }, runAt: new Date(due) }));
      for (let at = 0; at < jobs.length; at += 1_000) await utils.addJobs(jobs.slice(at, at + 1_000));
    },
    close: async () => {
      await runner.stop();
      await utils.release();
      await pgPool.end();
    },
  };
}

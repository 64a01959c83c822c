import { createHost, type RunningHost } from "@niuniu/host";
import { testDatabase } from "@niuniu/host/testing";
import type { Connection } from "@niuniu/host";

/** A host on a database of its own, whose clock the bench may put forward. */
export interface Line {
  readonly host: RunningHost;
  readonly connection: Connection;
  /** Puts the clock forward by so much (ms). */
  readonly forward: (milliseconds: number) => void;
}

/** Opens one, works on it, and ends it. `opened`: its loops run. */
export async function onLine<T>(opened: boolean, work: (line: Line) => Promise<T>): Promise<T> {
  const database = await testDatabase();
  try {
    const connection = await database.fresh();
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    const host = await createHost({ connection, migrations: [], origin: "http://localhost:8787", now });
    try {
      if (opened) await host.open(0);
      return await work({ host, connection, forward: (milliseconds) => void (ahead += milliseconds) });
    } finally {
      await host.close();
    }
  } finally {
    await database.close();
  }
}

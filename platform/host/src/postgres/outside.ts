import pg from "pg";
import { accountFor, leaveRootFor } from "./account.ts";
import { CannotStart } from "./cannot-start.ts";
import type { Postgres } from "./embedded.ts";

/** `server_version_num` of PostgreSQL 15, the oldest we are tested on. */
const OLDEST = 150_000;

/**
 * Uses the PostgreSQL at `url` instead of our own. Refuses with host/database-unreachable or host/database-too-old;
 * no sentence repeats the URL, which may hold a password.
 */
export async function useOutside(url: string): Promise<Postgres> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on("error", () => undefined);
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>("show server_version_num");
    version = Number(rows[0]?.server_version_num);
  } catch (cause) {
    const code = (cause as { readonly code?: string }).code ?? "no answer";
    throw new CannotStart(
      "host/database-unreachable",
      `The PostgreSQL named by DATABASE_URL cannot be used (${code}). Check the address, the user and that it is running.`,
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  if (!(version >= OLDEST)) {
    throw new CannotStart(
      "host/database-too-old",
      `The PostgreSQL named by DATABASE_URL is version ${Math.floor(version / 10_000)}. Niuniu needs 15 or later.`,
    );
  }
  return {
    connection: { connectionString: url },
    pid: () => null,
    // There is no folder of ours whose owner it could become: nobody.
    leaveRoot: () => leaveRootFor(accountFor("")),
    stop: () => Promise.resolve(),
  };
}

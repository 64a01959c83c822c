import { createHost, type Connection } from "@niuniu/host";
import { sql } from "kysely";

/**
 * A server process reduced to its host, which waits for dates. `argv[2]`: the connection; `argv[3]`: "idle", or "act": it writes
 * down each date it acts on, in the transaction that ends it.
 */
const connection = JSON.parse(process.argv[2] ?? "{}") as Connection;
const host = await createHost({ connection, migrations: [], origin: "http://localhost:8787" });
host.timers.handleAll("bench/date", async (timers, tx) => {
  const keys = timers.map(({ key }) => key);
  if (process.argv[3] === "act") await sql`insert into rival_acted select unnest(${keys}::text[])`.execute(tx);
  return [];
});
process.once("disconnect", () => process.exit(1));
await host.open(0);
process.send?.("open");

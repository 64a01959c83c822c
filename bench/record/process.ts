import { randomBytes } from "node:crypto";
import { createHost, type Connection } from "@niuniu/host";

/**
 * A server process reduced to its host: places acts, one after another, and seals slots, until it is asked to end. Each
 * line it writes is an act that is durable, and the slot it was promised for. `argv[2]`: the connection.
 */
const connection = JSON.parse(process.argv[2] ?? "{}") as Connection;
const host = await createHost({ connection, migrations: [], origin: "http://localhost:8787" });
await host.open(0);
const ending = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ending.abort());
// Whoever started it is gone.
process.stdin.once("close", () => (ending.signal.aborted ? undefined : process.exit(1)));

process.stdout.write("open\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
while (!ending.signal.aborted) {
  const commitment = new Uint8Array(randomBytes(32));
  const slot = await host.transaction((tx) => host.record.place(tx, [commitment]));
  const promised = host.record.promise(slot, commitment).length > 0;
  if (promised) process.stdout.write(`${Buffer.from(commitment).toString("hex")} ${slot}\n`);
}
await host.close();
process.exit(0);

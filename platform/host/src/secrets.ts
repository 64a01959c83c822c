import type { Database } from "./database.ts";
import type { Random } from "./random.ts";

/**
 * 32 random bytes this server keeps under a name, made the first time they are asked for. All processes on one
 * database get the same ones.
 */
export async function keepSecret(db: Database, random: Random, name: string): Promise<Uint8Array> {
  const fresh = { name, bytes: Buffer.from(random(32)) };
  await db
    .insertInto("host_secret")
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db.selectFrom("host_secret").select("bytes").where("name", "=", name).executeTakeFirstOrThrow();
  return new Uint8Array(kept.bytes);
}

import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createHost } from "@niuniu/host";
import { testDatabase } from "@niuniu/host/testing";
import pg from "pg";
import { percentile, print, say, type Figure } from "../figure.ts";
import { sayLoad } from "./hashing.ts";

const ACTS = 5_000;
/** ms: a slot is ten seconds long, so one ends and is sealed while acts are placed. */
const AT_LEAST = 11_000;

const figure = (given: Figure): boolean => print("record", given);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** A row of the same bytes, durable, without anything of ours: begin, insert, commit. */
async function bareAct(client: pg.Client, commitment: Uint8Array, slot: number): Promise<void> {
  await client.query("begin");
  await client.query({
    name: "bare",
    text: "insert into rival_act values ($1, $2)",
    values: [Buffer.from(commitment), slot],
  });
  await client.query("commit");
}

async function acts(host: Awaited<ReturnType<typeof createHost>>, client: pg.Client): Promise<readonly boolean[]> {
  await client.query("create table rival_act (commitment bytea primary key, slot integer not null)");
  const began = (await host.record.newest())?.size ?? 0;
  const ours: number[] = [];
  const bare: number[] = [];
  const slots = new Set<number>();
  const end = performance.now() + AT_LEAST;
  while (ours.length < ACTS || performance.now() < end) {
    const commitment = new Uint8Array(randomBytes(32));
    let slot = 0;
    ours.push(
      await timed(async () => {
        slot = await host.transaction((tx) => host.record.place(tx, [commitment]));
        if (host.record.promise(slot, commitment) === "") throw new Error("nothing was promised");
      }),
    );
    slots.add(slot);
    bare.push(await timed(() => bareAct(client, commitment, slot)));
  }
  await wait(2_000);
  const sealed = ((await host.record.newest())?.size ?? 0) - began;
  if (slots.size < 2 || sealed < 1) throw new Error("no slot was sealed meanwhile");
  sayLoad(`acts: ${ours.length}, over ${slots.size} slots, ${sealed} leaves sealed meanwhile`);
  say(`acts: longest ${Math.max(...ours).toFixed(1)} ms, of the rival ${Math.max(...bare).toFixed(1)} ms`);
  return ([50, 99] as const).map((share) =>
    figure({
      figure: `an act durable with its promise, p${share} of ${ours.length} one after another, while slots are sealed`,
      ...{ value: percentile(ours, share), unit: "ms", bar: share === 50 ? 2 : 15, atMost: true },
      rival: {
        name: "bare begin, INSERT of the same bytes, commit",
        value: Number(percentile(bare, share).toFixed(3)),
      },
    }),
  );
}

/** An act placed, made durable and promised, as every act of a case is, with the real clock and the writer at work. */
export async function acknowledging(): Promise<readonly boolean[]> {
  const database = await testDatabase();
  try {
    const connection = await database.fresh();
    const host = await createHost({ connection, migrations: [], origin: "http://localhost:8787" });
    const client = new pg.Client(connection);
    try {
      await host.open(0);
      await client.connect();
      return await acts(host, client);
    } finally {
      await client.end();
      await host.close();
    }
  } finally {
    await database.close();
  }
}

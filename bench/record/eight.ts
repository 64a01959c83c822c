import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createHost, type Connection, type RunningHost } from "@niuniu/host";
import { testDatabase } from "@niuniu/host/testing";
import { checkEvent, openCheckpoint, readLeaf, SLOT } from "@niuniu/record";
import { readBundle, rootOf, TILE } from "@niuniu/record/log";
import pg from "pg";
import { print, say, type Figure } from "../figure.ts";
import { sayLoad } from "./hashing.ts";

const PROCESSES = 8;
/** ms during which all of them place acts: two slots end in it at least. */
const LASTS = 25_000;
const RIVAL_LASTS = 4_000;
const PROGRAM = fileURLToPath(new URL("./process.ts", import.meta.url));

const figure = (given: Figure): boolean => print("record", given);

/** Acts that were acknowledged, by the lower-case hex of their commitments, and the slot each was promised for. */
type Acts = Map<string, number>;

interface Placer {
  readonly child: ChildProcess;
  readonly ready: Promise<unknown>;
}

function placer(connection: Connection, acts: Acts): Placer {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", PROGRAM, JSON.stringify(connection)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      if (line === "open") resolve(null);
      else acts.set(line.slice(0, 64), Number(line.slice(65)));
    });
    child.once("exit", (status) => reject(new Error(`a server process ended with ${status ?? "a signal"}`)));
  });
  ready.catch(() => undefined);
  return { child, ready };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** Runs eight server processes on one database; resolves with how many acts a second they acknowledged together. */
async function run(connection: Connection, acts: Acts): Promise<number> {
  const placers = Array.from({ length: PROCESSES }, () => placer(connection, acts));
  try {
    await Promise.all(placers.map(({ ready }) => ready));
    const begun = performance.now();
    for (const { child } of placers) child.stdin?.write("go\n");
    await wait(LASTS);
    const rate = acts.size / ((performance.now() - begun) / 1_000);
    for (const { child } of placers) child.kill("SIGTERM");
    await Promise.all(placers.map(({ child }) => ended(child)));
    const failed = placers.filter(({ child }) => child.exitCode !== 0).length;
    if (failed > 0) throw new Error(`${failed} server processes did not end in order`);
    return rate;
  } finally {
    for (const { child } of placers) child.kill("SIGKILL");
  }
}

/** As many connections, each inserting one row a transaction, without anything of ours. */
async function bareRate(connection: Connection): Promise<number> {
  const clients = Array.from({ length: PROCESSES }, () => new pg.Client(connection));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    await clients[0]?.query("create table rival_act (commitment bytea primary key, slot integer not null)");
    let count = 0;
    const end = performance.now() + RIVAL_LASTS;
    await Promise.all(
      clients.map(async (client, at) => {
        for (; performance.now() < end; count++) {
          await client.query("begin");
          const text = "insert into rival_act values (sha256($1::text::bytea), 1)";
          await client.query({ name: "bare", text, values: [`${at} ${count}`] });
          await client.query("commit");
        }
      }),
    );
    return count / (RIVAL_LASTS / 1_000);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** The slots that have a leaf, in the order of the log; and that the tiles lead to the signed root. */
async function slotsIn({ record }: RunningHost): Promise<readonly number[]> {
  const { size, root } = openCheckpoint((await record.newest())?.note ?? "", record.log);
  if (Buffer.compare(await rootOf(record.reader, size), root) !== 0) throw new Error("the tiles are of another tree");
  const slots: number[] = [];
  for (let n = 0; n * TILE < size; n++) {
    const bundle = await record.bundle(n, Math.min(TILE, size - n * TILE));
    const leaves = readBundle(bundle).map(readLeaf);
    for (const leaf of leaves) if (leaf.kind === "slot") slots.push(leaf.slot);
  }
  return slots;
}

/** How many acts have no good proof for the slot they were promised for; of a hundredth the proof itself is checked. */
async function lost({ record }: RunningHost, acts: Acts): Promise<number> {
  const all = [...acts].map(([hex, slot]) => [new Uint8Array(Buffer.from(hex, "hex")), hex, slot] as const);
  let missing = 0;
  for (let at = 0; at < all.length; at += 1_000) {
    const some = all.slice(at, at + 1_000);
    const found = await record.find(some.map(([commitment]) => commitment));
    for (const [of, [commitment, hex, slot]] of some.entries()) {
      const standing = found.get(hex);
      if (standing?.state !== "proven") missing++;
      else if (of % 100 === 0) {
        const { when } = checkEvent(standing.proof, commitment, record.log);
        if (!("slot" in when) || when.slot !== slot) missing++;
      }
    }
  }
  return missing;
}

async function checked(connection: Connection, acts: Acts): Promise<readonly [lost: number, wrong: number]> {
  // A clock one slot ahead: the last slot is over and can be sealed at once.
  const now = (): number => Date.now() + SLOT;
  const host = await createHost({ connection, migrations: [], origin: "http://localhost:8787", now });
  try {
    while (await host.record.tick());
    const slots = await slotsIn(host);
    const wrong = slots.filter((slot, at) => at > 0 && slot !== (slots[at - 1] ?? 0) + 1).length;
    say(`eight: slots ${slots[0] ?? "none"} to ${slots.at(-1) ?? "none"}, ${slots.length} leaves, ${acts.size} acts`);
    return [await lost(host, acts), wrong];
  } finally {
    await host.close();
  }
}

/** Eight server processes on one database: one log, nothing lost, and how much they take in together. */
export async function eight(): Promise<readonly boolean[]> {
  const database = await testDatabase();
  try {
    const connection = await database.fresh();
    const acts: Acts = new Map();
    const bare = await bareRate(connection);
    const rate = await run(connection, acts);
    sayLoad(`eight: ${acts.size} acts`);
    const [missing, wrong] = await checked(connection, acts);
    const none = { unit: "", bar: 0, atMost: true } as const;
    return [
      figure({
        figure: `acts promised a second by ${PROCESSES} server processes on one database, ${LASTS / 1_000} s`,
        ...{ value: rate, unit: "1/s", bar: 300, atMost: false },
        rival: {
          name: `bare begin, INSERT, commit by ${PROCESSES} connections of one process`,
          value: Math.round(bare),
        },
      }),
      figure({ figure: `of their ${acts.size} acts without a proof for the slot promised`, value: missing, ...none }),
      figure({ figure: "slots missing, twice or out of order in their log", value: wrong, ...none }),
    ];
  } finally {
    await database.close();
  }
}

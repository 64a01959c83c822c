import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createHost, type Connection } from "@niuniu/host";
import { testDatabase } from "@niuniu/host/testing";
import pg from "pg";
import { print, say, type Figure } from "../figure.ts";

const figure = (given: Figure): boolean => print("notices", given);

const PENDING = 1_000_000;
const IDLE = 20_000;
const PROGRAM = fileURLToPath(new URL("process.ts", import.meta.url));

/** Makes the tables of a host. */
async function made(connection: Connection): Promise<void> {
  const host = await createHost({ connection, migrations: [], origin: "http://localhost:8787" });
  await host.close();
}

const megabytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1_024;
/** Seconds of a processor this process has used. */
const used = (pid: number): number => {
  const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const fields = rest.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

async function idle(connection: Connection): Promise<{ readonly memory: number; readonly share: number }> {
  const child = fork(PROGRAM, [JSON.stringify(connection), "idle"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  try {
    await once(child, "message");
    const pid = child.pid ?? 0;
    await wait(3_000);
    const before = used(pid);
    await wait(IDLE);
    return { memory: megabytes(pid), share: ((used(pid) - before) * 100_000) / IDLE };
  } finally {
    child.kill("SIGKILL");
  }
}

/** A million dates that lie ahead: what the process that waits for them weighs and does, beside one that waits for none. */
export async function pending(): Promise<readonly boolean[]> {
  const database = await testDatabase();
  try {
    const connection = await database.fresh();
    await made(connection);
    const none = await idle(connection);
    const client = new pg.Client(connection);
    await client.connect();
    await client.query(
      `insert into host_timer (kind, key, due_at, run_at)
       select 'bench/date', n::text, at, at from (
         select n, now() + interval '1 day' + n * interval '1 second' as at from generate_series(1, ${PENDING}) n) of`,
    );
    await client.query("analyze host_timer");
    await client.end();
    const many = await idle(connection);
    say(`pending: ${none.memory.toFixed(0)} MB and ${none.share.toFixed(2)} % of a processor with none`);
    return [
      figure({
        figure: `memory of a host with ${PENDING} dates pending`,
        ...{ value: many.memory, unit: "MB", bar: 150, atMost: true },
        rival: { name: "the same with none", value: Number(none.memory.toFixed(1)) },
      }),
      figure({
        figure: `of one processor, over ${IDLE / 1_000} s in which none of ${PENDING} dates came due`,
        ...{ value: many.share, unit: "%", bar: Math.max(1, none.share * 1.5), atMost: true },
        rival: { name: "the same with none", value: Number(none.share.toFixed(2)) },
      }),
    ];
  } finally {
    await database.close();
  }
}

const DUTIES = 3_000;
const ROUNDS = 5;

/** Duties that come due over a second while the process that acts on them is killed again and again. */
export async function killed(): Promise<readonly boolean[]> {
  const database = await testDatabase();
  try {
    const connection = await database.fresh();
    await made(connection);
    const client = new pg.Client(connection);
    await client.connect();
    await client.query("create table rival_acted (key text not null)");
    const longest: number[] = [];
    for (let round = 0; round < ROUNDS; round++) longest.push(await one(client, connection, round));
    const { rows } = await client.query<{ acted: string; distinct: string }>(
      "select count(*) as acted, count(distinct key) as distinct from rival_acted",
    );
    await client.end();
    const [acted, distinct] = [Number(rows[0]?.acted), Number(rows[0]?.distinct)];
    say(`killed: ${longest.map((ms) => ms.toFixed(0)).join(", ")} ms from restart to the last duty`);
    const nothing = { unit: "", bar: 0, atMost: true } as const;
    return [
      figure({
        figure: `of ${DUTIES * ROUNDS} duties lost or acted on twice, their process killed ${ROUNDS} times`,
        value: DUTIES * ROUNDS - distinct + (acted - distinct),
        ...nothing,
      }),
      figure({
        figure: `from the restart until every overdue duty was acted on, the longest of ${ROUNDS}`,
        ...{
          value: Math.max(...longest),
          unit: "ms",
          bar: 3_000,
          atMost: true,
          rival: { name: "the limit", value: 3_000 },
        },
      }),
    ];
  } finally {
    await database.close();
  }
}

/** ms from the second start until everything was acted on. */
async function one(client: pg.Client, connection: Connection, round: number): Promise<number> {
  await client.query(
    `insert into host_timer (kind, key, due_at, run_at)
     select 'bench/date', '${round}-' || n, at, at from (
       select n, now() + n * interval '1 second' / ${DUTIES} as at from generate_series(1, ${DUTIES}) n) of`,
  );
  const left = async (): Promise<number> =>
    Number(
      (await client.query<{ n: string }>("select count(*) as n from host_timer where kind = 'bench/date'")).rows[0]?.n,
    );
  const first = fork(PROGRAM, [JSON.stringify(connection), "act"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  while ((await left()) > DUTIES * (0.8 - round * 0.15)) await wait(5);
  first.kill("SIGKILL");
  await once(first, "exit");
  await wait(1_000);
  const overdue = await left();
  if (overdue === 0) throw new Error("nothing was left to be acted on");
  const second = fork(PROGRAM, [JSON.stringify(connection), "act"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const begun = performance.now();
  while ((await left()) > 0 && performance.now() - begun < 60_000) await wait(5);
  const took = performance.now() - begun;
  say(`killed: ${overdue} were overdue`);
  second.kill("SIGKILL");
  await once(second, "exit");
  return took;
}

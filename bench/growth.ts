import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { routes } from "@niuniu/cases";
import { signIn } from "@niuniu/people";
import { ask, planFor, rosterOf } from "@niuniu/sample";
import { area, bearer, PARCEL } from "@niuniu/wire";
import pg from "pg";
import { STATEMENT } from "./browser.ts";
import { sendAll } from "./clients.ts";
import { median, print, say, type Figure } from "./figure.ts";
import { givenAway, watchMemory } from "./growth/beside.ts";
import { fillUp } from "./growth/clones.ts";
import { crowd, type Asked, type Waits } from "./growth/probe.ts";
import { openHouse, reopen, stop, type House } from "./house.ts";
import { seal, type SealedReport } from "./sealed.ts";

const CASES = Number(process.argv[3] ?? 100_000);
/** Of these, as many as come on a day of which one would read in the papers; and as many as are due at one moment. */
const FRESH = CASES / 10;
const DUE = CASES / 10;
const TEMPLATES = 24;
const REPORTS = 100;
const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000];
const SERVER = fileURLToPath(new URL("./growth/server.mjs", import.meta.url));
const OPERATOR = fileURLToPath(new URL("../apps/server/src/operator.ts", import.meta.url));

const figure = (one: Figure): boolean => print("growth", one);
const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The house, its clock, and a way into its database. */
interface Line {
  readonly house: House;
  readonly client: pg.Client;
  readonly now: () => number;
  /** Puts the server's clock forward to this moment (ms since epoch). */
  readonly forwardTo: (moment: number) => Promise<void>;
}

async function lineOf(house: House): Promise<Line> {
  const client = new pg.Client(house.database);
  client.on("error", () => undefined);
  await client.connect();
  let ahead = 0;
  return {
    house,
    client,
    now: () => Date.now() + ahead,
    forwardTo: async (moment) => {
      ahead = moment - Date.now();
      house.server.send({ ahead });
      await once(house.server, "message");
    },
  };
}

/** Reports sealed on the server's day, their work not asked for: the line is calm. */
async function sealed({ house, now }: Pick<Line, "house" | "now">, count: number): Promise<readonly SealedReport[]> {
  const plan = planFor(await rosterOf(house.origin), now(), { what: STATEMENT });
  const sealing = await seal(plan, count);
  return sealing.solve({ bits: 0, challenge: "" });
}

async function tokenOf({ house }: Pick<Line, "house">): Promise<string> {
  const [founder] = house.founders;
  if (founder === undefined) throw new Error("the house is empty");
  return (await ask(house.origin, signIn, { json: { member: founder.id, password: founder.password } })).token;
}

/** Seconds from the start of the process until it takes requests. */
async function startAgain(house: House): Promise<{ readonly house: House; readonly seconds: number }> {
  await stop(house);
  const begun = performance.now();
  const again = await reopen(house, SERVER);
  return { house: again, seconds: (performance.now() - begun) / SECOND };
}

const json = { "content-type": "application/json" };
const body = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const again = (
  name: string,
  { method, path }: Pick<Asked, "method" | "path">,
  headers: Asked["headers"],
  bodies: readonly Uint8Array[] = [new Uint8Array()],
): Asked => {
  return { name, method, path, headers, bodies, once: false };
};

/** What people ask of a line at all times: both lists, the public page, cases, and reports that come in. */
async function people(line: Line, reports: readonly SealedReport[]): Promise<readonly Asked[]> {
  const headers = { ...json, authorization: bearer(await tokenOf(line)) };
  const { rows } = await line.client.query<{ id: string }>("select id from cases_case order by random() limit 50");
  return [
    again("the list", routes.list, headers, [body({ which: "owed" }), body({ which: "open" })]),
    again("the numbers beside the navigation", area.counts, headers),
    again("the public figures", routes.figures, {}),
    again(
      "a case at the desk",
      routes.deskThread,
      headers,
      rows.map(({ id }) => body({ case: id })),
    ),
    {
      ...again("a report", routes.report, { "content-type": PARCEL }),
      ...{ bodies: reports.map((one) => one.body), once: true },
    },
  ];
}

/** The median time of an answer for which the server counts anew: it remembers a count for a second. */
async function countedAnew(origin: string, { method, path, headers, bodies }: Asked): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < 15; time++) {
    await wait(1_100);
    const begun = performance.now();
    const [sent] = bodies;
    const response = await fetch(origin + path, {
      ...{ method, headers },
      ...(sent === undefined || sent.length === 0 ? {} : { body: Buffer.from(sent) }),
    });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    times.push(performance.now() - begun);
  }
  say(`${path}: ${times.map((one) => one.toFixed(1)).join(", ")} ms`);
  return median(times);
}

/** The median time PostgreSQL takes to count the same by looking at every case. */
async function byLooking(client: pg.Client, sql: string): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < 5; time++) {
    const begun = performance.now();
    await client.query(sql);
    times.push(performance.now() - begun);
  }
  return Math.round(median(times) * 10) / 10;
}

async function counts({ house, client }: Line, [list, figures]: readonly Asked[]): Promise<readonly boolean[]> {
  if (list === undefined || figures === undefined) return [false];
  const mine = `select count(*) filter (where owner = 'x'), count(*) filter (where due is not null) from cases_case
    where readers @> array['${house.founders[0]?.id ?? ""}']`;
  const all = `select count(*) filter (where overdue), count(*) filter (where due is not null and waiting),
    count(*) filter (where due is not null and begun < '9999') from cases_case`;
  const looking = "counting every case in the same database";
  return [
    figure({
      figure: `the desk's list of ${CASES} cases, counted anew`,
      ...{ value: await countedAnew(house.origin, list), unit: "ms", bar: 20, atMost: true },
      rival: { name: looking, value: await byLooking(client, mine) },
    }),
    figure({
      figure: `the public figures of ${CASES} cases, counted anew`,
      ...{ value: await countedAnew(house.origin, figures), unit: "ms", bar: 20, atMost: true },
      rival: { name: looking, value: await byLooking(client, all) },
    }),
  ];
}

/** Which tables and indexes take how much of it, in kB a case. */
async function tellSizes(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; size: string }>(
    `select relname as name, pg_relation_size(oid) as size from pg_class where relkind in ('r', 'i', 't')
     order by pg_relation_size(oid) desc limit 14`,
  );
  say(rows.map(({ name, size }) => `${name} ${(Number(size) / CASES / 1_000).toFixed(2)}`).join(", "));
}

/** Asks the database until the count it gives is 0; resolves with the seconds that took. */
async function until(client: pg.Client, sql: string): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { rows } = await client.query<{ n: string }>(sql);
    if (Number(rows[0]?.n) === 0) return (performance.now() - begun) / SECOND;
    if (performance.now() - begun > 400 * SECOND) throw new Error(`still not: ${sql}`);
    await wait(100);
  }
}

const UNSETTLED = ["cases_case", "cases_entry", "cases_piece", "cases_moved", "host_timer"]
  .map((table) => `(select count(*) from ${table} where fresh < $day)`)
  .join(" + ");

const worst = ({ longest }: Waits): number => Math.max(...Object.values(longest));

function tell(what: string, { longest, asked, failures }: Waits): void {
  const each = Object.entries(longest).map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`);
  say(
    `${what}: ${asked} requests, longest: ${each.join(", ")}; ${failures.length} failures ${failures.slice(0, 3).join("; ")}`,
  );
}

/** A calm line, the end of a day, and a moment at which very many dates pass; people ask all the while. */
async function waits(line: Line, dueAt: number): Promise<readonly boolean[]> {
  const { house, client, now, forwardTo } = line;
  const ask = async (reports: readonly SealedReport[]) => crowd(house.origin, await people(line, reports));
  let asking = await ask(await sealed(line, REPORTS));
  await wait(10 * SECOND);
  const calm = await asking.stop();
  tell("a calm line", calm);

  const midnight = Math.ceil(now() / DAY) * DAY;
  const tomorrows = await sealed({ house, now: () => midnight }, REPORTS);
  await forwardTo(midnight - 3 * SECOND);
  asking = await ask(tomorrows);
  await wait(midnight - now());
  const before = utcDay(midnight);
  const day = await until(client, `select ${UNSETTLED.replaceAll("$day", `'${before}'`)} as n`);
  await until(client, `select count(*) as n from record_placed where slot < ${midnight / 10_000}`);
  await wait(5 * SECOND);
  const settling = await asking.stop();
  tell(`settling a day took ${day.toFixed(1)} s`, settling);

  const reports = await sealed({ house, now: () => dueAt }, REPORTS);
  await forwardTo(dueAt - 3 * SECOND);
  asking = await ask(reports);
  await wait(dueAt - now());
  const due = await until(
    client,
    `select count(*) as n from host_timer where kind = 'cases/due' and due_at <= to_timestamp(${dueAt / 1_000})`,
  );
  await wait(2 * SECOND);
  const passing = await asking.stop();
  tell(`${DUE} dates took ${due.toFixed(1)} s`, passing);

  const failures = [calm, settling, passing].flatMap((one) => one.failures);
  const periodic = { name: "a calm line, nothing periodic under way", value: Math.round(worst(calm)) };
  return [
    figure({
      figure: `the longest anybody waits while the ${FRESH} cases of a day are settled`,
      ...{ value: worst(settling), unit: "ms", bar: 200, atMost: true, rival: periodic },
    }),
    figure({
      figure: `the longest anybody waits while ${DUE} dates pass at once`,
      ...{ value: worst(passing), unit: "ms", bar: 200, atMost: true, rival: periodic },
    }),
    figure({
      figure: `${DUE} dates due at once are acted on, reports going through`,
      value: due,
      unit: "s",
      bar: 5,
      atMost: true,
    }),
    figure({ figure: "requests that failed meanwhile", value: failures.length, unit: "", bar: 0, atMost: true }),
  ];
}

/** A backup with all of it read back, as an operator makes it; and PostgreSQL giving the same tables away, kept nowhere. */
async function backup({ house, client }: Line): Promise<readonly boolean[]> {
  const to = mkdtempSync(join(tmpdir(), "niuniu-bench-backup-"));
  try {
    const { rows } = await client.query<{ size: string }>("select pg_database_size(current_database()) as size");
    const megabytes = Number(rows[0]?.size) / 1e6;
    const begun = performance.now();
    const made = spawn(process.execPath, [OPERATOR, "backup", "--to", to, "--data", join(house.folder, "data")], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { PATH: process.env["PATH"] },
    });
    const [code] = (await once(made, "exit")) as [number | null];
    const seconds = (performance.now() - begun) / SECOND;
    if (code !== 0) throw new Error(`backup ended with ${code ?? "a signal"}`);
    say(`${megabytes.toFixed(0)} MB in ${seconds.toFixed(1)} s`);
    return [
      figure({
        figure: "a backup, written and read back, of the database's size",
        ...{ value: megabytes / seconds, unit: "MB/s", bar: 40, atMost: false },
        rival: {
          name: "PostgreSQL giving the same tables away, kept nowhere",
          value: await givenAway(house, megabytes),
        },
      }),
    ];
  } finally {
    rmSync(to, { recursive: true, force: true });
  }
}

/** What a line of a hundred thousand open cases costs: nothing periodic may be felt, whatever the house has seen. */
export async function run(): Promise<boolean> {
  let house = await openHouse(SERVER);
  try {
    const templates = await sealed({ house, now: Date.now }, TEMPLATES);
    const { acknowledged } = await sendAll(house.origin, templates, 1);
    if (acknowledged.length !== TEMPLATES) throw new Error("not every report was taken");
    const empty = await startAgain(house);
    ({ house } = empty);
    let line = await lineOf(house);
    const begun = performance.now();
    const dueAt = Math.ceil(Date.now() / DAY) * DAY + 30 * HOUR;
    await fillUp(line.client, { cases: CASES, fresh: FRESH, freshDay: utcDay(Date.now()), due: DUE, dueAt });
    const { rows } = await line.client.query<{ size: string }>("select pg_database_size(current_database()) as size");
    say(`${CASES} cases made in ${((performance.now() - begun) / SECOND).toFixed(0)} s`);
    await tellSizes(line.client);
    await line.client.end();
    const full = await startAgain(house);
    ({ house } = full);
    line = await lineOf(house);
    const memory = watchMemory(house.pid);
    const asked = await people(line, []);
    const held = [
      figure({
        figure: "a case in the database, with everything that belongs to it",
        ...{ value: Number(rows[0]?.size) / CASES / 1_000, unit: "kB", bar: 18, atMost: true },
        rival: {
          name: "the same report as it travels",
          value: Math.round((templates[0]?.body.length ?? 0) / 100) / 10,
        },
      }),
      figure({
        figure: `from the start of the process to the first request, ${CASES} cases`,
        ...{ value: full.seconds, unit: "s", bar: 1.5, atMost: true },
        rival: { name: "the same with no case but a few", value: Math.round(empty.seconds * 100) / 100 },
      }),
      ...(await counts(line, asked)),
      ...(await waits(line, dueAt)),
      ...(await backup(line)),
    ];
    await line.client.end();
    held.push(
      figure({
        figure: "memory at the most, server and database (PSS)",
        ...{ value: memory.stop(), unit: "MB", bar: 180, atMost: true },
      }),
    );
    return held.every(Boolean);
  } finally {
    await house.close();
  }
}

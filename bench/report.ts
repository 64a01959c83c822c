import { setTimeout as wait } from "node:timers/promises";
import { routes } from "@niuniu/cases";
import { signIn } from "@niuniu/people";
import { ask, planFor, rosterOf } from "@niuniu/sample";
import { bearer } from "@niuniu/wire";
import pg from "pg";
import { fillReport, openBrowser, secondsToReceipt, sendReport, STATEMENT, watchReceipt } from "./browser.ts";
import { sendAll, type Outcome } from "./clients.ts";
import { median, peer, print, say, type Figure } from "./figure.ts";
import { memoryOf, openHouse, type House } from "./house.ts";
import { seal, type Challenge, type SealedReport } from "./sealed.ts";

const CLIENTS = 32;
const REPORTS = 1_000;
/** Of these, what one client sends alone, for comparison. */
const ALONE = 200;
const CASES = 10_000;

const figure = (given: Figure): boolean => print("report", given);

/** Five whole reports in the browser, each in a context of its own; from the click on "send" until the receipt is drawn. */
async function submits(origin: string): Promise<number> {
  const browser = await openBrowser();
  try {
    const seconds: number[] = [];
    for (let time = 0; time < 5; time++) {
      const context = await browser.newContext({ locale: "zh-CN" });
      const page = await context.newPage();
      await watchReceipt(page);
      await page.goto(`${origin}/report`);
      await fillReport(page);
      await sendReport(page);
      seconds.push(await secondsToReceipt(page));
      await context.close();
    }
    say(`submit → receipt: ${seconds.map((one) => one.toFixed(3)).join(", ")} s`);
    return median(seconds);
  } finally {
    await browser.close();
  }
}

/**
 * What the line asks of reports under load. It asks only when busy, so one report is sent again and again until it does:
 * it is stored once, and what it cost counts towards nothing here. A line that stays calm asks nothing, `bits` 0.
 */
async function challengeOf(origin: string, report: SealedReport): Promise<Challenge> {
  const flood = Array<SealedReport>(1_000).fill(report);
  const sent = sendAll(origin, flood, 80);
  const state = { over: false };
  void sent.finally(() => (state.over = true));
  let gate = await ask(origin, routes.gate);
  while (gate.bits === 0 && !state.over) {
    await wait(5);
    gate = await ask(origin, routes.gate);
  }
  // No more than it takes: what is measured afterwards is a line that took a thousand reports, not two.
  flood.length = 0;
  await sent;
  return gate;
}

/** Seals all reports and does their work, so that sending them measures the server alone. */
async function ready(origin: string): Promise<readonly SealedReport[]> {
  const plan = planFor(await rosterOf(origin), Date.now(), { what: STATEMENT });
  say(`sealing ${REPORTS} reports`);
  const first = await seal(plan, 1);
  const [probe] = await first.solve({ bits: 0, challenge: "" });
  const rest = await seal(plan, REPORTS - 1);
  try {
    if (probe === undefined) throw new Error("nothing was sealed");
    const challenge = await challengeOf(origin, probe);
    say(`solving ${challenge.bits} bits of work for each`);
    return await rest.solve(challenge);
  } finally {
    await rest.close();
  }
}

/** The same bytes into the same database without anything of ours: what the disk and PostgreSQL allow here. */
async function bareInserts(database: pg.ClientConfig, reports: readonly SealedReport[]): Promise<number> {
  const pool = new pg.Pool({ ...database, max: CLIENTS });
  try {
    await pool.query("create table bench_limit (body bytea not null)");
    await pool.query("alter table bench_limit alter column body set storage external");
    // Connected before the clock starts, as the clients of the server are.
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => pool.connect()));
    let at = 0;
    const begun = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let one = reports[at++]; one !== undefined; one = reports[at++]) {
          const values = [Buffer.from(one.body)];
          await client.query({ name: "bare", text: "insert into bench_limit (body) values ($1)", values });
        }
      }),
    );
    const seconds = (performance.now() - begun) / 1_000;
    for (const client of clients) client.release();
    await pool.query("drop table bench_limit");
    return reports.length / seconds;
  } finally {
    await pool.end();
  }
}

/** Runs one piece of work on a connection of its own. */
async function inDatabase<T>({ database }: House, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(database);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** How many acknowledged reports are not whole in the database: the case, its chain, and a wrap for everybody. */
async function missing(house: House, acknowledged: readonly string[]): Promise<number> {
  const whole = await inDatabase(house, async (client) => {
    const durable = await client.query<{ on: boolean }>(
      `select bool_and(setting = 'on') as on from pg_settings where name in ('fsync', 'synchronous_commit')`,
    );
    if (durable.rows[0]?.on !== true) throw new Error("the database does not commit durably");
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::integer as count from cases_case c where id = any($1)
         and entries = (select count(*) from cases_entry e where e.case_id = c.id)
         and 4096 < (select sum(length(bytes)) from cases_piece p where p.case_id = c.id and number = 1)
         and $2 = cardinality(string_to_array(wrapped, ','))
         and $2 * 1000 < (select sum(length(bytes)) from cases_piece p where p.case_id = c.id and number = 0)`,
      [acknowledged, house.founders.length + 1],
    );
    return rows[0]?.count ?? 0;
  });
  return acknowledged.length - whole;
}

/**
 * Fills the line up with copies of the reports that came: other names, other receipts, other dates, the same ciphertext.
 * Only lists and counts are asked afterwards, and these read no signature.
 */
async function fillUp(house: House): Promise<void> {
  await inDatabase(house, async (client) => {
    const { rows } = await client.query<{ count: number }>("select count(*)::integer as count from cases_case");
    const lacking = CASES - (rows[0]?.count ?? 0);
    await client.query(`create temporary table copies as
      select c.id as old, upper(left(md5(c.id || n), 16)) as new, random() * interval '20 days' as later
      from cases_case c, generate_series(1, ${Math.ceil(lacking / Math.max(1, CASES - lacking))}) as n limit ${lacking}`);
    const columns = await client.query<{ names: string; values: string }>(
      `select string_agg(quote_ident(column_name), ', ') as names, string_agg(case column_name
         when 'id' then 'copies.new'
         when 'lookup' then 'substring(uuid_send(gen_random_uuid()) from 1 for 16)'
         when 'state' then $$jsonb_set(c.state, '{case}', to_jsonb(copies.new), false)$$
         when 'due' then 'c.due + copies.later'
         else 'c.' || quote_ident(column_name) end, ', ') as values
       from information_schema.columns where table_name = 'cases_case'`,
    );
    const { names = "", values = "" } = columns.rows[0] ?? {};
    await client.query(
      `insert into cases_case (${names}) select ${values} from copies join cases_case c on c.id = copies.old`,
    );
    await client.query(`insert into cases_entry (case_id, number, text, salt)
      select copies.new, number, text, salt from copies join cases_entry on case_id = old`);
    await client.query(`insert into cases_piece (number, part, case_id, bytes)
      select number, part, copies.new, bytes from copies join cases_piece on case_id = old`);
    await client.query("delete from cases_count");
    await client.query("insert into cases_count (what, key, n) select what, key, n from cases_counted");
  });
}

/** The first screen of the desk: how long the server takes for it, and how much it sends. */
async function firstScreen(
  house: House,
): Promise<{ readonly milliseconds: number; readonly packed: number; readonly plain: number }> {
  const [founder] = house.founders;
  if (founder === undefined) throw new Error("the house is empty");
  const { token } = await ask(house.origin, signIn, { json: { member: founder.id, password: founder.password } });
  const times: number[] = [];
  let [packed, plain] = [0, 0];
  // The first request meets cold caches, and counts as everybody else's does.
  for (let time = 0; time < 20; time++) {
    const begun = performance.now();
    const response = await fetch(house.origin + routes.list.path, {
      method: routes.list.method,
      headers: { authorization: bearer(token), "content-type": "application/json", "accept-encoding": "br" },
      body: JSON.stringify({ which: "open" }),
    });
    const text = await response.text();
    times.push(performance.now() - begun);
    plain = Buffer.byteLength(text);
    packed = Number(response.headers.get("content-length") ?? plain);
    const { lines, total } = JSON.parse(text) as routes.CaseLines;
    if (total !== CASES || lines.length === 0) throw new Error(`the list holds ${total} cases, ${lines.length} shown`);
    // Counts are kept for a second; some of the twenty have to make them anew, as at a real desk.
    await wait(150);
  }
  say(`the list: ${times.map((one) => one.toFixed(1)).join(", ")} ms`);
  return { milliseconds: median(times), packed, plain };
}

function speak({ acknowledged, failures, seconds }: Outcome, clients: number): number {
  say(`${clients} clients: ${acknowledged.length} reports in ${seconds.toFixed(2)} s, ${failures.length} failures`);
  for (const failure of new Set(failures)) say(`  ${failure.slice(0, 200)}`);
  return acknowledged.length / seconds;
}

async function throughput(house: House, idle: number): Promise<readonly boolean[]> {
  const reports = await ready(house.origin);
  const alone = await sendAll(house.origin, reports.slice(0, ALONE), 1);
  const one = speak(alone, 1);
  const before = await bareInserts(house.database, reports);
  const together = await sendAll(house.origin, reports.slice(ALONE), CLIENTS);
  const many = speak(together, CLIENTS);
  const lost = await missing(house, [...alone.acknowledged, ...together.acknowledged]);
  const failures = alone.failures.length + together.failures.length;
  const after = memoryOf(house.pid);
  // Just before and just after, so that whatever else the machine does falls on both.
  const limit = (before + (await bareInserts(house.database, reports))) / 2;
  say(`bare INSERT: ${before.toFixed(0)}/s before, ${(2 * limit - before).toFixed(0)}/s after`);
  const [many32, busy] = [`${CLIENTS} clients`, { unit: "1/s", atMost: false }];
  return [
    figure({ figure: `reports per second, ${many32}`, value: many, bar: 300, rival: peer(5), ...busy }),
    figure({
      figure: `failed reports in 100, ${many32}`,
      ...{ value: (100 * failures) / reports.length, unit: "%", bar: 0, atMost: true, rival: peer(66) },
    }),
    figure({ figure: "acknowledged reports not in the database", value: lost, unit: "", bar: 0, atMost: true }),
    figure({ figure: `throughput, ${many32} to one`, value: many / one, unit: "×", bar: 1, atMost: false }),
    figure({
      figure: `reports per second as a share of bare INSERTs of the same bytes, ${CLIENTS} connections, same durability`,
      ...{ value: many / limit, unit: "of bare INSERT", bar: 0.3, atMost: false },
      rival: { name: "bare INSERT a second, for what the disk and PostgreSQL allow here", value: Math.round(limit) },
    }),
    figure({
      figure: `memory after ${REPORTS} reports, server and database (PSS)`,
      ...{ value: after, unit: "MB", bar: 190, atMost: true, rival: peer(241) },
    }),
    figure({
      figure: "memory idle, server and database (PSS)",
      ...{ value: idle, unit: "MB", bar: 120, atMost: true, rival: peer(91) },
    }),
  ];
}

async function desk(house: House): Promise<readonly boolean[]> {
  await fillUp(house);
  const { milliseconds, packed, plain } = await firstScreen(house);
  // Its list has no pages; both as they travel, and both as they are read.
  const rival = (value: number) => ({ ...peer(value), name: "GlobaLeaks 5.0.95, all of 531 reports" });
  return [
    figure({
      figure: `first screen of ${CASES} cases at the desk, server time`,
      ...{ value: milliseconds, unit: "ms", bar: 100, atMost: true },
    }),
    figure({
      figure: "first screen of the list, compressed as it travels",
      ...{ value: packed, unit: "B", bar: 28_000, atMost: true, rival: rival(28_000) },
    }),
    figure({
      figure: "first screen of the list, as it is read",
      ...{ value: plain, unit: "B", bar: 2_100_000, atMost: true, rival: rival(2_100_000) },
    }),
  ];
}

/** Taking reports in: memory, throughput with nothing lost, the desk's list, and the wait for the receipt. */
export async function run(): Promise<boolean> {
  const house = await openHouse();
  try {
    await wait(10_000);
    const idle = memoryOf(house.pid);
    say(`idle: ${idle.toFixed(1)} MB`);
    const receipt = await submits(house.origin);
    const held = [
      figure({
        figure: "from “send” to the receipt in the browser, median of 5",
        ...{ value: receipt, unit: "s", bar: 0.5, atMost: true, rival: peer(4.5) },
      }),
      ...(await throughput(house, idle)),
      ...(await desk(house)),
    ];
    return held.every(Boolean);
  } finally {
    await house.close();
  }
}

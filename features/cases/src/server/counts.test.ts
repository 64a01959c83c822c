import { sql } from "kysely";
import { expect, test } from "vitest";
import * as routes from "../routes.ts";
import { checkCases } from "./check.ts";
import { readMiscounted } from "./store-count.ts";
import { sealed } from "./store-case.ts";
import { ask, asMember, deskAct, message, reported, say, thread, type House } from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

const DAY = 86_400_000;

async function rowsOf(table: string): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(house.host.db);
  return found.rows[0]?.n ?? -1;
}

async function problems(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { table, key, what } of checkCases(house.host.db)) found.push(`${table} ${key} ${what}`);
  return found;
}

/** Two reports, one of them with a life: opened, answered, missed, closed, contested. */
async function lives(each: () => Promise<void>): Promise<void> {
  const reporter = await reported(house);
  await reported(house, { struck: ["he-ming"] });
  await each();
  const owner = async (): Promise<string> => (await thread(house, reporter)).answer.owed?.owner ?? "";
  await deskAct(house, await owner(), reporter.id, { kind: "open" });
  await deskAct(house, await owner(), reporter.id, { kind: "answer", envelope: await message(house, 2) });
  await each();
  await house.host.pass(20 * DAY);
  await each();
  await deskAct(house, await owner(), reporter.id, { kind: "outcome", envelope: await message(house, 2) });
  await each();
  const about = (await thread(house, reporter)).answer.entries.findIndex(({ text }) => text.includes('"outcome"')) + 1;
  await say(house, reporter, { kind: "contest", about });
  await each();
}

test("what is kept of the counts is at every step what counting all cases gives", async () => {
  await lives(async () => expect(await readMiscounted(house.host.db)).toEqual([]));
  expect(await rowsOf("cases_count")).toBeGreaterThan(0);
});

test("counts are added up every minute, and stay what they were", async () => {
  const said: string[] = [];
  const look = async (): Promise<void> => {
    house.host.setNow(house.host.now() + 2_000);
    const lists = await Promise.all(
      (["owed", "open", "closed"] as const).map((which) =>
        ask(house.host, routes.list, { as: asMember("wen-jing"), json: { which } }),
      ),
    );
    const totals = lists.map(({ answer }) => answer.total);
    // The numbers beside the navigation are those of the lists.
    const numbers = await house.host.counts.of("wen-jing");
    expect(["owed", "open", "closed"].map((which) => numbers[`cases/${which}`])).toEqual(totals);
    // When they were read is no part of what they say.
    const figures = { ...(await ask(house.host, routes.figures)).answer, at: 0 };
    said.push(JSON.stringify([totals, figures]));
  };
  await lives(() => Promise.resolve());
  await sql`insert into cases_tally select * from cases_tally`.execute(house.host.db);
  const before = [await rowsOf("cases_count"), await rowsOf("cases_tally")];
  await look();
  await house.host.pass(60_000);
  await look();
  expect(said[1]).toBe(said[0]);
  expect(await readMiscounted(house.host.db)).toEqual([]);
  const after = [await rowsOf("cases_count"), await rowsOf("cases_tally")];
  expect(after.every((rows, at) => rows < (before[at] ?? 0))).toBe(true);
  const { rows } = await sql`select from cases_count group by what, key having count(*) > 1`.execute(house.host.db);
  expect(rows).toEqual([]);
});

test("the doctor finds a count that is wrong, a wrap and an envelope that were altered, and a wrap that is gone", async () => {
  const { id } = await reported(house);
  const { db } = house.host;
  expect(await problems()).toEqual([]);
  await sql`update cases_count set n = n + 1 where what = 'owed'`.execute(db);
  // Of the envelope; and of the first wrap, while the name of the last one is lost.
  await sql`update cases_piece set bytes = set_byte(bytes, 99, get_byte(bytes, 99) # 1) where part = 0`.execute(db);
  await sql`update cases_case set wrapped = replace(wrapped, ',reporter', '')`.execute(db);
  const [first = ""] = (await sealed.readWraps(db, id)).keys();
  const found = await problems();
  expect(found).toHaveLength(4);
  expect(found.join("\n")).toMatch(/^cases_count owed [a-z-]+ count$/m);
  expect(found).toEqual(
    expect.arrayContaining([
      `cases_piece ${id} 1 envelope`,
      `cases_piece ${id} ${first} wrap`,
      `cases_piece ${id} reporter wrap`,
    ]),
  );
});

test("a date of a case that somebody is at work on is acted on a moment later, and the others at once", async () => {
  const [one, other] = [await reported(house), await reported(house)];
  const { host } = house;
  const missed = async (): Promise<readonly string[]> => {
    const found = await sql<{ id: string }>`select id from cases_case where missed > 0 order by id`.execute(host.db);
    return found.rows.map(({ id }) => id);
  };
  host.setNow(host.now() + 8 * DAY);
  let due: Promise<number> = Promise.resolve(0);
  await host.transaction(async (tx) => {
    await sql`select from cases_case where id = ${one.id} for update`.execute(tx);
    due = host.timers.runDue(host.now());
    for (let attempt = 0; attempt < 300 && (await missed()).length === 0; attempt++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await missed()).toEqual([other.id]);
  });
  await due;
  expect(await missed()).toEqual([one.id, other.id].toSorted());
});

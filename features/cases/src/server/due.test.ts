import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Connection } from "@niuniu/host";
import { again, testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { verifyChain } from "@niuniu/record";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as routes from "../routes.ts";
import { policyText } from "../testing/policy-text.ts";
import { firstPolicy } from "../testing/life.ts";
import {
  ask,
  asMember,
  deskAct,
  deskThread,
  message,
  newHouse,
  recount,
  reported,
  say,
  thread,
  type House,
} from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const DAY = 86_400_000;

/** A house that can be left and come back to: its second life has the same database and other keys. */
async function returning(): Promise<{ readonly connection: Connection; readonly at: (now: number) => Promise<House> }> {
  const connection = await database.fresh();
  return { connection, at: (now) => newHouse(again(connection), { now }) };
}

/** `count` more open cases like this one, with chains and timers of their own. */
async function multiply(house: House, id: string, count: number): Promise<void> {
  const { db } = house.host;
  const name = sql`upper(substr(md5(n::text), 1, 16))`;
  await sql`insert into cases_case
    select ${name}, decode(md5('l' || n), 'hex'), auth, body, class, begun, statement, struck, policy, calendar, readers,
      jsonb_set(jsonb_set(state, '{case}', to_jsonb(${name})), '{obligation,subject}', to_jsonb(${name})),
      head, entries, stage, waiting, opened, overdue, missed, owner, due, closed_on, fresh
    from cases_case, generate_series(1, ${count}::int) n where id = ${id}`.execute(db);
  await sql`insert into cases_entry select ${name}, number, text, salt, fresh
    from cases_entry, generate_series(1, ${count}::int) n where case_id = ${id}`.execute(db);
  await sql`insert into host_timer (kind, key, due_at, run_at) select 'cases/due', ${name}, due_at, run_at
    from host_timer, generate_series(1, ${count}::int) n where key = ${id}`.execute(db);
  await recount(house);
}

async function missedPerCase(house: House): Promise<readonly number[]> {
  const found = await sql<{ n: number }>`
    select count(*) filter (where text like '%"kind":"missed"%')::int as n from cases_entry group by case_id`.execute(
    house.host.db,
  );
  return found.rows.map(({ n }) => n);
}

test("when nobody answers the case moves on by itself, the reporter is told, and the public page counts it", async () => {
  const house = await newHouse(database);
  const reporter = await reported(house);
  const before = (await thread(house, reporter)).answer;
  const first = before.owed?.owner ?? "";
  await house.host.pass((before.owed?.due ?? 0) - house.host.now() - 1);
  expect((await thread(house, reporter)).answer.entries).toHaveLength(2);
  await house.host.pass(1);
  const after = (await thread(house, reporter)).answer;
  expect(after.entries.map(({ text }) => (JSON.parse(text.split("\n")[0] ?? "") as { kind: string }).kind)).toEqual([
    ...["report", "owed", "missed", "owed"],
  ]);
  expect(after.owed?.owner).not.toBe(first);
  expect(after.owed?.due).toBeGreaterThan(house.host.now());
  const { answer } = await ask(house.host, routes.figures);
  expect(answer).toMatchObject({ overdue: "1-4", open: "1-4", missedEver: "1-4" });
  const moved = await ask(house.host, routes.moved, { as: asMember(first) });
  expect(moved.answer).toEqual([
    { case: reporter.id, to: after.owed?.owner, day: expect.any(String) as string, act: "answer" },
  ]);
  const done = await deskAct(house, after.owed?.owner ?? "", reporter.id, {
    kind: "answer",
    envelope: await message(house, 2),
  });
  expect(done.code).toBeNull();
  house.host.setNow(house.host.now() + 2_000);
  expect((await ask(house.host, routes.figures)).answer.overdue).toBe("none");
  await house.host.close();
});

test("an answer that comes after its date is told that the case has moved on", async () => {
  const house = await newHouse(database);
  const reporter = await reported(house);
  const { answer } = await thread(house, reporter);
  const envelope = await message(house, 2);
  house.host.setNow((answer.owed?.due ?? 0) + 1);
  const late = await deskAct(house, answer.owed?.owner ?? "", reporter.id, { kind: "answer", envelope });
  expect(late.code).toBe("cases/stale-head");
  await house.host.close();
});

test("after a month of downtime every missed date is acted on before the first request is answered", async () => {
  const { at } = await returning();
  const house = await at(Date.UTC(2026, 2, 2, 2));
  const { id } = await reported(house);
  await multiply(house, id, 30);
  await house.host.close();
  const later = await at(Date.UTC(2026, 3, 2, 2));
  const port = await later.host.open(0);
  const figures = (await (await fetch(`http://localhost:${port}/cases/figures`)).json()) as routes.Figures;
  expect([figures.missedEver, figures.overdue]).toEqual([31, 31]);
  expect(await missedPerCase(later)).toEqual(Array.from({ length: 31 }, () => 1));
  await later.host.close();
});

test("killed in the middle of acting on missed dates, the server acts on each exactly once", async () => {
  const { connection, at } = await returning();
  const start = Date.UTC(2026, 2, 2, 2);
  const house = await at(start);
  const { id } = await reported(house);
  await multiply(house, id, 250);
  const now = start + 30 * DAY;
  const script = `
    import { newHouse } from "./features/cases/src/server/testing.ts";
    import { again } from "@niuniu/host/testing";
    const house = await newHouse(again(${JSON.stringify(connection)}), { now: ${now} });
    process.stdout.write("ready");
    await house.host.timers.runDue(${now});
    process.exit(0);`;
  for (let kill = 0; kill < 3; kill++) {
    const before = (await missedPerCase(house)).reduce((sum, n) => sum + n, 0);
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(child.stdout, "data");
    while ((await missedPerCase(house)).reduce((sum, n) => sum + n, 0) === before && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  house.host.setNow(now);
  await house.host.timers.runDue(now);
  expect(await missedPerCase(house)).toEqual(Array.from({ length: 251 }, () => 1));
  const rows = await sql<{ head: Buffer; entries: { salt: string; event: string }[] }>`
    select head, (select json_agg(json_build_object('salt', encode(salt, 'hex'), 'event', text) order by number)
      from cases_entry where case_id = id) as entries from cases_case`.execute(house.host.db);
  for (const { head, entries } of rows.rows) {
    verifyChain(
      entries.map(({ salt, event }) => ({ salt: new Uint8Array(Buffer.from(salt, "hex")), event })),
      head,
    );
  }
  await house.host.close();
});

test("setting everything aside is no share of dates kept, a date twenty times met is one, and both stand in the figures", async () => {
  const house = await newHouse(database);
  const act = async (id: string, owner: string, kind: string) => {
    const done = await deskAct(house, owner, id, { kind, envelope: await message(house, 2) });
    expect(done.code).toBeNull();
    return done.answer;
  };
  for (let report = 0; report < 6; report++) {
    const reporter = await reported(house);
    await act(reporter.id, (await thread(house, reporter)).answer.owed?.owner ?? "", "junk");
  }
  house.host.setNow(house.host.now() + 2_000);
  const aside = (await ask(house.host, routes.figures)).answer;
  expect(aside).toMatchObject({ onTime90: null, setAside90: 6, contested90: "none", reopened90: "none" });
  const reporter = await reported(house);
  const owner = (await thread(house, reporter)).answer.owed?.owner ?? "";
  for (let dot = 0; dot < 6; dot++) await act(reporter.id, owner, "answer");
  const { entries } = await act(reporter.id, owner, "outcome");
  const about = entries.length - 1;
  expect((await say(house, reporter, { kind: "contest", about })).code).toBeNull();
  const counted = await sql<{ what: string; n: number }>`
    select what, sum(count)::int as n from cases_tally group by what order by what`.execute(house.host.db);
  expect(Object.fromEntries(counted.rows.map(({ what, n }) => [what, n]))).toEqual({
    ...{ answered: 1, contested: 1, junk: 6, met: 2 },
  });
  await house.host.close();
});

test("answers that their reporter could not open stand beside the figures, as outcomes do", async () => {
  const house = await newHouse(database);
  const reporter = await reported(house);
  for (const reason of ["unreadable", "not-an-answer"] as const) {
    const owner = (await thread(house, reporter)).answer.owed?.owner ?? "";
    const said = await deskAct(house, owner, reporter.id, { kind: "answer", envelope: await message(house, 2) });
    const about = said.answer.entries.findLastIndex(({ text }) => text.includes('"kind":"answer"')) + 1;
    expect((await say(house, reporter, { kind: "unanswered", about, reason })).code).toBeNull();
  }
  house.host.setNow(house.host.now() + 2_000);
  expect((await ask(house.host, routes.figures)).answer).toMatchObject({ reopened90: "1-4" });
  const counted = await sql<{ n: number }>`
    select sum(count)::int as n from cases_tally where what = 'reopened'`.execute(house.host.db);
  expect(counted.rows).toEqual([{ n: 1 }]);
  await house.host.close();
});

test("an answer that nobody could read is not counted as one, and the first that could be read is", async () => {
  const house = await newHouse(database);
  const reporter = await reported(house);
  const answered = async (): Promise<readonly unknown[]> => {
    const found = await sql<{ days: number; n: number }>`
      select days, sum(count)::int as n from cases_tally where what = 'answered' group by days
      having sum(count) <> 0`.execute(house.host.db);
    return found.rows.map(({ days, n }) => [days, n]);
  };
  const write = async (kind: "answer" | "outcome"): Promise<number> => {
    const owner = (await thread(house, reporter)).answer.owed?.owner ?? "";
    const said = await deskAct(house, owner, reporter.id, { kind, envelope: await message(house, 2) });
    return said.answer.entries.findLastIndex(({ text }) => text.includes(`"kind":"${kind}"`)) + 1;
  };
  const cannotRead = (about: number) => say(house, reporter, { kind: "unanswered", about, reason: "unreadable" });
  const first = await write("answer");
  expect(await answered()).toEqual([[0, 1]]);
  expect((await cannotRead(first)).code).toBeNull();
  expect(await answered()).toEqual([]);
  await house.host.pass(DAY);
  const outcome = await write("outcome");
  expect(await answered()).toEqual([[1, 1]]);
  await house.host.pass(DAY);
  expect((await cannotRead(outcome)).code).toBeNull();
  expect(await answered()).toEqual([]);
  await write("outcome");
  await house.host.pass(60_000);
  expect(await answered()).toEqual([[2, 1]]);
  await house.host.close();
});

test("what could not be read is taken back on the day that is known: a month that was published stands", async () => {
  const { at } = await returning();
  const house = await at(Date.UTC(2026, 2, 30, 2));
  const counts = async (): Promise<readonly string[]> => {
    const found = await sql<{ month: string; what: string; n: number }>`
      select left(day, 7) as month, what, sum(count)::int as n from cases_tally where what in ('answered', 'met')
      group by 1, 2 order by 1, 2`.execute(house.host.db);
    return found.rows.map(({ month, what, n }) => `${month} ${what} ${n}`);
  };
  const reporter = await reported(house);
  const { owner = "" } = (await thread(house, reporter)).answer.owed ?? {};
  const said = await deskAct(house, owner, reporter.id, { kind: "answer", envelope: await message(house, 2) });
  const about = said.answer.entries.findLastIndex(({ text }) => text.includes('"kind":"answer"')) + 1;
  const march = ["2026-03 answered 1", "2026-03 met 1"];
  expect(await counts()).toEqual(march);
  await house.host.pass(4 * DAY);
  expect((await say(house, reporter, { kind: "unanswered", about, reason: "unreadable" })).code).toBeNull();
  expect(await counts()).toEqual([...march, "2026-04 answered -1", "2026-04 met -1"]);
  await house.host.close();
});

test("a case stored before there was a second version of the rules goes on under the first", async () => {
  const { at } = await returning();
  const start = Date.UTC(2026, 2, 2, 2);
  const house = await at(start);
  const { id } = await reported(house);
  const text = policyText(firstPolicy);
  const hash = createHash("sha256").update(text).digest("hex");
  await sql`insert into host_text (hash, text) values (${hash}, ${text})`.execute(house.host.db);
  await sql`update cases_case set policy = ${hash},
    state = state - '{held,late,reopened,met,metUntil,outcomeMet}'::text[]`.execute(house.host.db);
  await house.host.close();
  const later = await at(start + DAY);
  const before = (await deskThread(later, "jian-su", id)).answer;
  expect(before.rules.policy).toBe(text);
  const { owner = "", due = 0 } = before.owed ?? {};
  later.host.setNow(due - 60_000);
  const to = before.readers.find((one) => one !== owner) ?? "";
  expect((await deskAct(later, owner, id, { kind: "hand-over", to })).code).toBeNull();
  await later.host.pass(60_000);
  const { entries } = (await deskThread(later, "jian-su", id)).answer;
  const missed = JSON.parse(entries.find(({ text: said }) => said.includes('"kind":"missed"'))?.text ?? "{}") as object;
  expect(missed).toMatchObject({ kind: "missed", person: to });
  expect(missed).not.toHaveProperty("last");
  await later.host.close();
});

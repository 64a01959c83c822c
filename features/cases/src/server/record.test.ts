import { fromBase64, toHex } from "@niuniu/note";
import { chain, checkEvent, isKept, openPromise } from "@niuniu/record";
import { sealTo } from "@niuniu/seal";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { entriesOf } from "../compose.ts";
import type { EntryAnswer, SaltedText } from "@niuniu/matter";
import type { ThreadHeader } from "../routes.ts";
import * as routes from "../routes.ts";
import { ask, deskAct, deskThread, message, reported, say, seal, send, thread, type House } from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";
import { placeOlder } from "./unplaced.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

/** The head after each of these entries. */
const headsOf = (entries: readonly SaltedText[]): readonly Uint8Array[] =>
  chain(entries.map(({ salt, text }) => ({ salt: fromBase64(salt), event: text })));

const nothing = new Uint8Array();

const DAY = 86_400_000;
/** Where the clock of a house stands at the beginning. */
const CAME = Date.UTC(2026, 0, 5, 8);

/** The numbers of the entries whose head is proven, each proof checked against the head that follows from the texts. */
function proven({ entries, proofs }: ThreadHeader): readonly number[] {
  const heads = headsOf(entries);
  for (const { number, proof } of proofs) checkEvent(proof, heads[number - 1] ?? nothing, house.host.record.log);
  return proofs.map(({ number }) => number);
}

/** The numbers of the entries whose head is promised, each promise checked likewise. */
function promised({ entries, promises }: ThreadHeader): readonly number[] {
  const heads = headsOf(entries).map(toHex);
  return promises.map(({ number, promise }) => {
    expect(toHex(openPromise(promise, house.host.record.log).commitment)).toBe(heads[number - 1]);
    return number;
  });
}

test("a report is answered with a promise, signed by the key the statement names, for the head of what was answered", async () => {
  const reporter = await seal(house);
  const { answer } = await send(house, reporter);
  const { log } = house.host.record;
  expect(house.roster().first.log).toBe(log.vkey);
  const { origin, commitment, slot } = openPromise(answer.promise, log);
  expect(origin).toBe(log.name);
  expect(toHex(commitment)).toBe(toHex(headsOf(entriesOf(reporter.composed.header, answer)).at(-1) ?? nothing));
  expect(slot).toBe(Math.floor(house.host.now() / 10_000));
  expect(answer.proof).toBe("");
});

test("a report sent again is promised the same again, and proven once it is sealed", async () => {
  const reporter = await seal(house);
  const first = (await send(house, reporter)).answer;
  expect((await send(house, reporter)).answer).toEqual(first);
  await house.host.sealed();
  const { answer } = await send(house, reporter);
  const { promise, proof } = answer;
  expect(promise).toBe("");
  const { when } = checkEvent(
    proof,
    headsOf(entriesOf(reporter.composed.header, answer)).at(-1) ?? nothing,
    house.host.record.log,
  );
  expect(isKept(openPromise(first.promise, house.host.record.log), when)).toBe(true);
});

test("reports that share a commit are each promised their own head", async () => {
  const reporters = await Promise.all(Array.from({ length: 6 }, () => seal(house)));
  const answers = await Promise.all(reporters.map((reporter) => send(house, reporter)));
  await house.host.sealed();
  for (const { answer } of answers) {
    const { commitment, slot } = openPromise(answer.promise, house.host.record.log);
    const found = await house.host.record.find([commitment]);
    const standing = found.get(toHex(commitment));
    if (standing?.state !== "proven") throw new Error("not proven");
    expect(checkEvent(standing.proof, commitment, house.host.record.log).when).toEqual({ slot });
  }
});

test("every step of a case is in the record: what people do, and what the server does when a date is missed", async () => {
  const reporter = await reported(house);
  const owner = (await thread(house, reporter)).answer.owed?.owner ?? "";
  await deskAct(house, owner, reporter.id, { kind: "open" });
  await deskAct(house, owner, reporter.id, { kind: "answer", envelope: await message(house, 2) });
  await say(house, reporter, { kind: "unanswered", about: 4, reason: "not-an-answer" });
  const due = (await thread(house, reporter)).answer.owed?.due ?? 0;
  await house.host.pass(due - house.host.now());
  const { answer } = await thread(house, reporter);
  const kinds = answer.entries.map(({ text }) => (JSON.parse(text.split("\n")[0] ?? "") as { kind: string }).kind);
  expect(kinds.slice(-2)).toEqual(["missed", "owed"]);
  const ends = kinds.flatMap((_, at) => (startsStep(answer.entries, at + 1) ? [at + 1] : []));
  expect([...proven(answer), ...promised(answer)].toSorted((a, b) => a - b)).toEqual(ends);
  expect(promised(answer)).toContain(kinds.length);
  await house.host.sealed();
  const sealed = (await thread(house, reporter)).answer;
  expect(proven(sealed)).toEqual(ends);
  expect(sealed.promises).toEqual([]);
  // A reader sees the same proofs as the reporter.
  const desk = (await deskThread(house, sealed.owed?.owner ?? "", reporter.id)).answer;
  expect(desk.proofs.map(({ number }) => number)).toEqual(ends);
});

/** True if a step begins with the entry at this place, or would: an act, or a missed date. */
function startsStep(entries: readonly EntryAnswer[], at: number): boolean {
  const text = entries[at]?.text;
  return text === undefined || text.includes('"niuniu":"act v1"') || text.includes('"kind":"missed"');
}

/** How many commitments the record has taken in and not sealed for good yet. */
async function inRecord(): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from record_placed`.execute(house.host.db);
  return found.rows[0]?.n ?? -1;
}

test("an act that is refused leaves nothing in the record", async () => {
  const reporter = await reported(house);
  const { answer } = await thread(house, reporter);
  house.host.setNow((answer.owed?.due ?? 0) + 1);
  const late = await say(house, reporter, { kind: "say", envelope: await message(house) });
  expect(late.code).toBe("cases/stale-head");
  expect(await inRecord()).toBe(1);
});

test("a file sealed by hand is in the record like any other report", async () => {
  const recipients = [...house.people.values()].map(({ member }) => fromBase64(member.recipient));
  const file = await sealTo(recipients, new TextEncoder().encode("Written by hand."));
  const form = new FormData();
  form.set("class", "ordinary");
  form.set("file", new Blob([new Uint8Array(file)]), "report.age");
  expect((await ask(house.host, routes.sealedFile, { form })).status).toBe(200);
  const found = await sql<{ id: string; head: Buffer }>`select id, head from cases_case`.execute(house.host.db);
  const [{ id, head } = { id: "", head: nothing }] = found.rows;
  expect((await house.host.record.find([head])).get(toHex(head))?.state).toBe("promised");
  await house.host.sealed();
  expect(proven((await deskThread(house, "wen-jing", id)).answer)).toEqual([2]);
});

test("cases older than the record are placed by their newest head at the start, once", async () => {
  const older = await reported(house);
  const { db, record } = house.host;
  // As it was before there was a record: the case is here, and its head nowhere.
  const head = Buffer.from(house.host.random(32));
  await sql`insert into cases_case
    select '0123456789ABCDEF', decode(md5('other'), 'hex'), auth, body, class, begun, statement, struck, policy, calendar,
      readers, state, ${head}, entries, stage, waiting, opened, overdue, missed, owner, due, closed_on, fresh
    from cases_case where id = ${older.id}`.execute(db);
  await sql`insert into cases_unplaced select id from cases_case union all select 'erased meanwhile'`.execute(db);
  expect((await record.find([head])).size).toBe(0);
  await placeOlder(house.host);
  expect((await record.find([head])).size).toBe(1);
  expect(await inRecord()).toBe(2);
  await placeOlder(house.host);
  expect(await inRecord()).toBe(2);
});

test("when the day is over the record tells the day only, and every step is still proven", async () => {
  const reporter = await reported(house);
  await house.host.sealed();
  const [before] = (await thread(house, reporter)).answer.proofs;
  house.host.setNow(house.host.now() + DAY);
  await house.host.sealed();
  await house.host.sealed();
  const { entries, proofs } = (await thread(house, reporter)).answer;
  const head = headsOf(entries).at(-1) ?? nothing;
  const { log } = house.host.record;
  const [slot, day] = [before, proofs[0]].map((one) => checkEvent(one?.proof ?? "", head, log).when);
  expect(slot).toHaveProperty("slot");
  expect(day).toEqual({ day: Math.floor(CAME / DAY) });
  expect(await inRecord()).toBe(0);
});

test("the record knows of a case its commitments and nothing else", async () => {
  const { id, composed } = await reported(house);
  const owner = (await deskThread(house, "wen-jing", id)).answer.owed?.owner ?? "";
  await deskAct(house, owner, id, { kind: "open" });
  await house.host.sealed();
  const { db } = house.host;
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_name like 'record\_%'`.execute(db);
  const kept: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await sql<{ line: string }>`select t::text as line from ${sql.table(name)} t`.execute(db);
    kept.push(...rows.rows.map(({ line }) => line));
  }
  const { entries } = (await deskThread(house, "wen-jing", id)).answer;
  const own = await sql<{ line: string }>`select encode(lookup, 'hex') || ' ' || encode(auth, 'hex') || ' ' ||
    encode(body, 'hex') as line from cases_case`.execute(db);
  const secrets = [
    ...[id, owner, composed.header.lookup, ...(own.rows[0]?.line.split(" ") ?? [])],
    ...entries.flatMap(({ salt }) => [salt, toHex(fromBase64(salt))]),
  ];
  expect(kept.join("\n")).toContain(toHex(headsOf(entries).at(-1) ?? nothing));
  for (const secret of secrets) expect(kept.join("\n"), secret).not.toContain(secret);
});

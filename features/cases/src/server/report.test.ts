import { fromBase64, sha256, toBase64, toHex, toUtf8 } from "@niuniu/note";
import { readAct, REPORTER, searchWork, signAct } from "@niuniu/seal";
import { writeParcel } from "@niuniu/seal/parcel";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { reportBody } from "../compose.ts";
import * as routes from "../routes.ts";
import type { ReportHeader } from "../routes.ts";
import { sealed } from "./store-case.ts";
import { ask, keyOfReporter, reported, seal, send, type House, type Reporter } from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

async function sendChanged(
  reporter: Reporter,
  change: { readonly header?: Partial<ReportHeader>; readonly parts?: readonly Uint8Array[] },
): Promise<string | null> {
  const { header, parts } = reporter.composed;
  const body = writeParcel({ ...header, ...change.header }, change.parts ?? parts);
  return (await ask(house.host, routes.report, { body })).code;
}

/** The act as the reporter would sign it after changing it. */
function resigned(reporter: Reporter, change: Readonly<Record<string, unknown>>): string {
  const act = readAct(reporter.composed.header.act, { name: REPORTER, key: keyOfReporter(reporter) });
  return signAct({ ...act, ...change }, { name: REPORTER, seed: reporter.authSeed });
}

async function count(table: string): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(house.host.db);
  return found.rows[0]?.n ?? -1;
}

test("the same report sent twice, or twice at once, is stored once and answered alike", async () => {
  const reporter = await seal(house);
  const [one, two] = await Promise.all([send(house, reporter), send(house, reporter)]);
  const later = await send(house, reporter);
  expect(one.code).toBeNull();
  expect([two.answer, later.answer]).toEqual([one.answer, one.answer]);
  expect(await count("cases_case")).toBe(1);
  expect(await count("host_timer")).toBe(4);
});

test("another report with the same receipt is told so, and the first one stays", async () => {
  const reporter = await reported(house);
  const other = await seal(house);
  expect(await sendChanged(other, { header: { lookup: reporter.lookup } })).toBe("cases/taken");
  expect(await count("cases_case")).toBe(1);
});

test("a report is stored with its chain, its wraps and its date together", async () => {
  const { id } = await reported(house, { struck: ["he-ming"] });
  expect(await count("cases_entry")).toBe(2);
  expect([...(await sealed.readWraps(house.host.db, id)).keys()]).toEqual([
    "wen-jing",
    "luo-yan",
    "tao-rui",
    "jian-su",
    "reporter",
  ]);
  const found = await sql<{ struck: string[]; due: Date; due_at: Date }>`
    select struck, due, due_at from cases_case join host_timer on key = id where id = ${id}`.execute(house.host.db);
  expect(found.rows[0]?.struck).toEqual(["he-ming"]);
  expect(found.rows[0]?.due_at).toEqual(found.rows[0]?.due);
});

test("a report that was altered on its way is not taken", async () => {
  const reporter = await seal(house);
  const { parts, header } = reporter.composed;
  const [envelope = new Uint8Array(), ...wraps] = parts;
  const flipped = Uint8Array.from(envelope, (byte, at) => (at === envelope.length - 1 ? byte ^ 1 : byte));
  expect(await sendChanged(reporter, { parts: [flipped, ...wraps] })).toBe("cases/malformed-report");
  expect(await sendChanged(reporter, { parts: [envelope] })).toBe("cases/malformed-report");
  expect(await sendChanged(reporter, { parts: [] })).toBe("cases/malformed-report");
  expect(await sendChanged(reporter, { header: { wraps: header.wraps.toReversed() } })).toBe("cases/malformed-report");
  const stranger = await seal(house);
  expect(await sendChanged(reporter, { header: { auth: stranger.composed.header.auth } })).toBe("host/malformed");
  expect(await sendChanged(reporter, { header: { act: resigned(reporter, { case: "0123456789ABCDEF" }) } })).toBe(
    "cases/malformed-report",
  );
  expect(await sendChanged(reporter, { header: { act: resigned(reporter, { kind: "say" }) } })).toBe(
    "cases/malformed-act",
  );
  expect(await count("cases_case")).toBe(0);
});

test("what is not sealed, or not sealed as a wrap is, is not kept", async () => {
  const reporter = await seal(house);
  const [envelope = new Uint8Array(), wrap = new Uint8Array(), ...wraps] = reporter.composed.parts;
  const plain = toUtf8("x".repeat(2_000));
  const named = { header: { act: resigned(reporter, { envelope: toHex(sha256(plain)) }) } };
  expect(await sendChanged(reporter, { ...named, parts: [plain, wrap, ...wraps] })).toBe("cases/not-sealed");
  expect(await sendChanged(reporter, { parts: [envelope, plain, ...wraps] })).toBe("cases/not-sealed");
  expect(await sendChanged(reporter, { parts: [envelope, wrap.subarray(0, 900), ...wraps] })).toBe("cases/wrong-size");
  expect(await sendChanged(reporter, { parts: [envelope, envelope, ...wraps] })).toBe("cases/wrong-size");
});

test("a report comes with exactly the wraps its reporter signed, each for its reader", async () => {
  const reporter = await seal(house);
  const [envelope = new Uint8Array(), one = new Uint8Array(), two = new Uint8Array(), ...wraps] =
    reporter.composed.parts;
  expect(await sendChanged(reporter, { parts: [envelope, two, one, ...wraps] })).toBe("cases/wrong-wraps");
  const [, other = new Uint8Array()] = (await seal(house)).composed.parts;
  expect(await sendChanged(reporter, { parts: [envelope, other, two, ...wraps] })).toBe("cases/wrong-wraps");
  expect(await count("cases_case")).toBe(0);
});

test("a report whose receipt does not open it is taken like any other", async () => {
  const reporter = await seal(house, { receiptOpensReport: false });
  expect((await send(house, reporter)).code).toBeNull();
});

test("a report of more than a mebibyte is told that it is too large", async () => {
  const reporter = await seal(house, { text: "牛".repeat(400_000) });
  expect((await send(house, reporter)).code).toMatch(/cases\/wrong-size|host\/too-large/);
});

test("whoever could be left alone with it, or silenced, is not enough to read a report", async () => {
  const alone = await seal(house, { struck: ["wen-jing", "luo-yan", "he-ming", "jian-su"] });
  expect((await send(house, alone)).code).toBe("cases/too-few-readers");
  const outside = await seal(house, { struck: ["wen-jing", "luo-yan", "he-ming", "tao-rui"] });
  expect((await send(house, outside)).code).toBeNull();
  const inside = await seal(house, { struck: ["jian-su"] });
  const wraps = inside.composed.header.wraps.filter((id) => id !== REPORTER);
  const wrapHashes = inside.composed.parts.slice(1, -1).map((wrap) => toHex(sha256(wrap)));
  const header = { wraps, act: resigned(inside, { wraps, wrapHashes }) };
  expect(await sendChanged(inside, { header, parts: inside.composed.parts.slice(0, -1) })).toBe("cases/outside-needed");
});

test("a page that shows yesterday's committee may still send for a day, then is told to look again", async () => {
  const reporter = await seal(house, { struck: ["tao-rui"] });
  const late = await seal(house, { struck: ["tao-rui"] });
  const everybody = await seal(house);
  await house.become(["wen-jing", "luo-yan", "he-ming", "jian-su"]);
  expect((await send(house, reporter)).code).toBeNull();
  expect((await send(house, everybody)).code).toBe("cases/unknown-reader");
  house.host.setNow(house.host.now() + 86_400_001);
  expect((await send(house, late)).code).toBe("cases/old-roster");
  // The one that is here is still answered.
  expect((await send(house, reporter)).code).toBeNull();
});

test("under load a report shows a little work, and no report is turned away", async () => {
  const over = Array.from({ length: 300 }, () => house.host.load.begin());
  const reporter = await seal(house);
  const asked = await send(house, reporter);
  expect(asked.code).toBe("cases/work-needed");
  const [bits, challenge] = [Number(asked.facts["bits"]), String(asked.facts["challenge"])];
  expect((await ask(house.host, routes.gate)).answer).toEqual({ bits, challenge });
  const body = sha256(toUtf8(reporter.composed.header.act));
  const counter = searchWork(toUtf8(challenge), body, bits, 0, 10_000_000) ?? -1;
  const wrong = { work: { challenge, counter: counter + 1 } };
  expect(await sendChanged(reporter, { header: wrong })).toBe("cases/work-needed");
  const work = { challenge, counter };
  expect((await ask(house.host, routes.report, { body: reportBody(reporter.composed, work) })).code).toBeNull();
  for (const end of over) end();
}, 180_000);

test("while fifty reports are unread, the next one waits with a clock of its own", async () => {
  const first = await reported(house);
  await sql`insert into cases_case
    select upper(substr(md5(n::text), 1, 16)), decode(md5('l' || n), 'hex'), auth, body, class, begun, statement, struck,
      policy, calendar, readers, state, head, entries, stage, waiting, opened, overdue, missed, owner, due, closed_on, fresh
    from cases_case, generate_series(1, 49) n where id = ${first.id}`.execute(house.host.db);
  house.host.setNow(house.host.now() + 2_000);
  const late = await send(house, await seal(house));
  expect(late.answer.after[0]?.text).toContain('"why":"waiting"');
  expect(late.answer.owed?.due).toBeGreaterThan(house.host.now() + 8 * 86_400_000);
});

test("before the committee has signed nothing is taken, and the page is told why", async () => {
  const reporter = await seal(house);
  house.close();
  expect((await send(house, reporter)).code).toBe("cases/not-open");
});

test("a receipt's parts are spelt in one way only", async () => {
  const reporter = await seal(house);
  const { lookup } = reporter.composed.header;
  expect(await sendChanged(reporter, { header: { lookup: lookup.replace("==", "") } })).toBe("host/malformed");
  expect(await sendChanged(reporter, { header: { salt: toBase64(fromBase64(lookup)) } })).toBe("host/malformed");
});

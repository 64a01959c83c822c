import { caseName, newNonce, recipientOf, REPORTER, sealTo } from "@niuniu/seal";
import { publicKey } from "@niuniu/note";
import { writeParcel } from "@niuniu/seal/parcel";
import { sql } from "kysely";
import { expect, test } from "vitest";
import * as routes from "../routes.ts";
import {
  ask,
  asMember,
  deskAct,
  deskThread,
  message,
  receiptAs,
  reported,
  say,
  signed,
  thread,
  type House,
  type Reporter,
} from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

const DAY = 86_400_000;
const path = routes.thread.path;

async function ownerOf(reporter: Reporter): Promise<string> {
  return (await thread(house, reporter)).answer.owed?.owner ?? "";
}

/** An outcome by the owner, on a report just made. */
async function concluded(): Promise<{
  readonly reporter: Reporter & { readonly id: string };
  readonly owner: string;
  readonly about: number;
}> {
  const reporter = await reported(house);
  const owner = await ownerOf(reporter);
  expect((await deskAct(house, owner, reporter.id, { kind: "open" })).code).toBeNull();
  const outcome = { kind: "outcome", envelope: await message(house, 2) };
  expect((await deskAct(house, owner, reporter.id, outcome)).code).toBeNull();
  const { entries } = (await thread(house, reporter)).answer;
  const about = entries.findIndex(({ text }) => text.includes('"kind":"outcome"')) + 1;
  return { reporter, owner, about };
}

test("an unknown receipt, one of another key and one that was erased get the same answer, byte for byte", async () => {
  const reporter = await reported(house);
  const erased = await reported(house);
  await sql`delete from cases_case where id = ${erased.id}`.execute(house.host.db);
  const stranger = { lookup: Buffer.from(house.host.random(16)).toString("base64"), authSeed: house.host.random(32) };
  const wrongKey = { lookup: reporter.lookup, authSeed: house.host.random(32) };
  const answers = [];
  for (const who of [stranger, wrongKey, erased]) {
    const response = await house.host.inject({
      method: "POST",
      url: path,
      headers: { authorization: receiptAs(house.host, who, path) },
    });
    answers.push([response.statusCode, response.headers, response.payload]);
  }
  expect(answers[0]?.[0]).toBe(401);
  expect(answers[0]?.[2]).toContain("cases/unknown-receipt");
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect((await ask(house.host, routes.thread)).text).toBe(answers[0]?.[2]);
});

test("a request is answered once, within five minutes, and for its own address alone", async () => {
  const reporter = await reported(house);
  const as = receiptAs(house.host, reporter, path);
  expect((await ask(house.host, routes.thread, { as })).code).toBeNull();
  expect((await ask(house.host, routes.thread, { as })).code).toBe("cases/replayed");
  const old = newNonce(house.host.now() / 1_000 - 301, house.host.random);
  const stale = await ask(house.host, routes.thread, { as: receiptAs(house.host, reporter, path, { nonce: old }) });
  expect([stale.code, stale.facts["now"]]).toEqual(["cases/stale-request", house.host.now()]);
  const elsewhere = receiptAs(house.host, reporter, routes.say.path);
  expect((await ask(house.host, routes.thread, { as: elsewhere })).code).toBe("cases/unknown-receipt");
});

test("the reporter's thread holds no note of the readers, only that there is one", async () => {
  const reporter = await reported(house);
  const owner = await ownerOf(reporter);
  const note = await message(house);
  expect((await deskAct(house, owner, reporter.id, { kind: "note", envelope: note })).code).toBeNull();
  const { answer, parts } = await thread(house, reporter);
  expect(answer.entries.at(-1)?.part).toBe(-1);
  expect(answer.entries.at(-1)?.text).toContain('"kind":"note"');
  expect(parts.some((part) => Buffer.from(part).equals(note))).toBe(false);
  expect(answer.wrap).toBe(0);
  expect(answer.readers).toHaveLength(5);
});

test("what was written on an old view of the case is not taken, and neither is it lost twice", async () => {
  const reporter = await reported(house);
  const seen = (await thread(house, reporter)).answer;
  const envelope = await message(house);
  const by = { name: REPORTER, seed: reporter.authSeed };
  const body = writeParcel({ act: signed(house.host, seen, by, { kind: "say", envelope }) }, [envelope]);
  const once = () =>
    ask(house.host, routes.say, { body, as: receiptAs(house.host, reporter, routes.say.path, { body }) });
  expect((await once()).code).toBeNull();
  expect((await once()).code).toBe("cases/stale-head");
  expect((await thread(house, reporter)).answer.entries).toHaveLength(3);
});

test("of two acts sent at the same moment one is taken and the other is told to look again", async () => {
  const reporter = await reported(house);
  const seen = (await thread(house, reporter)).answer;
  const by = { name: REPORTER, seed: reporter.authSeed };
  const bodies = [await message(house), await message(house)].map((envelope) =>
    writeParcel({ act: signed(house.host, seen, by, { kind: "say", envelope }) }, [envelope]),
  );
  const both = await Promise.all(
    bodies.map((body) =>
      ask(house.host, routes.say, { body, as: receiptAs(house.host, reporter, routes.say.path, { body }) }),
    ),
  );
  expect(new Set(both.map(({ code }) => code))).toEqual(new Set(["cases/stale-head", null]));
});

test("an act of somebody else, for another case, or without its message is not taken", async () => {
  const reporter = await reported(house);
  const seen = (await thread(house, reporter)).answer;
  const envelope = await message(house);
  const by = { name: REPORTER, seed: reporter.authSeed };
  const sendText = async (act: string, parts: readonly Uint8Array[]) => {
    const body = writeParcel({ act }, parts);
    return (await ask(house.host, routes.say, { body, as: receiptAs(house.host, reporter, routes.say.path, { body }) }))
      .code;
  };
  const good = { kind: "say", envelope };
  const other = { name: REPORTER, seed: house.host.random(32) };
  expect(await sendText(signed(house.host, seen, other, good), [envelope])).toBe("cases/malformed-act");
  const elsewhere = { ...seen, case: caseName(publicKey(house.host.random(32))) };
  expect(await sendText(signed(house.host, elsewhere, by, good), [envelope])).toBe("cases/wrong-case");
  expect(await sendText(signed(house.host, seen, by, good), [])).toBe("cases/wrong-envelope");
  expect(await sendText(signed(house.host, seen, by, good), [await message(house)])).toBe("cases/wrong-envelope");
  const plain = Buffer.from("not sealed at all");
  expect(await sendText(signed(house.host, seen, by, { kind: "say", envelope: plain }), [plain])).toBe(
    "cases/not-sealed",
  );
  expect(await sendText(signed(house.host, seen, by, good), [envelope])).toBeNull();
});

test("an answer that is none puts the duty back, sooner than before", async () => {
  const reporter = await reported(house);
  const owner = await ownerOf(reporter);
  await deskAct(house, owner, reporter.id, { kind: "answer", envelope: await message(house, 2) });
  const before = (await thread(house, reporter)).answer;
  const after = await say(house, reporter, { kind: "unanswered", about: 4, reason: "not-an-answer" });
  expect(after.code).toBeNull();
  expect(after.answer.owed?.act).toBe("answer");
  expect(after.answer.owed?.due).toBeLessThan(before.owed?.due ?? 0);
});

test("the time to contest runs from the day the reporter has seen the outcome", async () => {
  const { reporter, about } = await concluded();
  const closed = (await thread(house, reporter)).answer;
  expect(closed.owed).toBeNull();
  expect(closed.entries.at(-1)?.text).toContain('"kind":"closed"');
  house.host.setNow(house.host.now() + 100 * DAY);
  const seen = await say(house, reporter, { kind: "seen", about });
  expect(seen.code).toBeNull();
  house.host.setNow(house.host.now() + 29 * DAY);
  const contested = await say(house, reporter, { kind: "contest", about });
  expect(contested.code).toBeNull();
  expect(contested.answer.owed?.role).toBe("review");
});

test("a contested outcome goes to somebody who never owned the case", async () => {
  const { reporter, owner, about } = await concluded();
  const { answer } = await say(house, reporter, { kind: "contest", about, envelope: await message(house) });
  expect(answer.owed?.owner).not.toBe(owner);
  house.host.setNow(house.host.now() + 1_000);
  const again = await say(house, reporter, { kind: "contest", about });
  expect(again.code).toBe("cases/still-open");
});

function older(reporter: Reporter, before: number) {
  const body = Buffer.from(JSON.stringify({ before }));
  const as = receiptAs(house.host, reporter, routes.older.path, { body });
  return ask(house.host, routes.older, { as, json: { before } });
}

async function numbersAtDesk(member: string, id: string, before: number): Promise<readonly number[]> {
  const { answer } = await ask(house.host, routes.deskOlder, { as: asMember(member), json: { case: id, before } });
  return answer.entries.map(({ number }) => number).sort((a, b) => a - b);
}

test("a later message is of a stated size; the newest few come with the thread, all others page by page", async () => {
  const reporter = await reported(house);
  const recipient = await recipientOf(house.host.random(32));
  const large = await sealTo([recipient], new Uint8Array(300_000));
  expect((await say(house, reporter, { kind: "say", envelope: large })).code).toBe("cases/wrong-size");
  const allowed = await sealTo([recipient], new Uint8Array(250_000));
  for (let turn = 0; turn < 3; turn++) {
    expect((await say(house, reporter, { kind: "say", envelope: allowed })).code).toBeNull();
  }
  // As if there had been seventy of them.
  await sql`insert into cases_entry select case_id, number + n, text, salt, fresh
    from cases_entry, generate_series(1, 70) n where case_id = ${reporter.id} and number = 5`.execute(house.host.db);
  await sql`insert into cases_piece select number + n, fresh, part, case_id, bytes
    from cases_piece, generate_series(1, 70) n where case_id = ${reporter.id} and number = 5`.execute(house.host.db);
  const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);
  const { answer, parts } = await thread(house, reporter);
  const given = answer.entries.map(({ part }, at) => (part === -1 ? 0 : at + 1)).filter((number) => number > 0);
  expect(answer.entries).toHaveLength(75);
  expect(given[0]).toBe(1);
  expect(sizeOf(parts)).toBeLessThan(1_100_000);
  const reader = answer.owed?.owner ?? "";
  expect(sizeOf((await deskThread(house, reader, reporter.id)).parts)).toBeLessThan(1_100_000);
  for (;;) {
    const before = Math.min(...given.slice(1));
    const page = await older(reporter, before);
    const numbers = page.answer.entries.map(({ number }) => number).sort((a, b) => a - b);
    expect(sizeOf(page.parts)).toBeLessThan(1_100_000);
    expect(await numbersAtDesk(reader, reporter.id, before)).toEqual(numbers);
    if (numbers.length === 0) break;
    for (const { part } of page.answer.entries) expect(page.parts[part]?.length).toBe(allowed.length);
    given.push(...numbers);
  }
  expect(given.toSorted((a, b) => a - b)).toEqual([1, ...Array.from({ length: 73 }, (_, at) => at + 3)]);
});

test("older messages of a case are for its readers, and notes among them for nobody else", async () => {
  const reporter = await reported(house);
  const owner = await ownerOf(reporter);
  await deskAct(house, owner, reporter.id, { kind: "note", envelope: await message(house, 2) });
  expect(await numbersAtDesk(owner, reporter.id, 99)).toEqual([3]);
  expect((await older(reporter, 99)).answer.entries).toEqual([]);
  const foreign = { as: asMember("he-ming"), json: { case: "0123456789ABCDEF", before: 99 } };
  expect((await ask(house.host, routes.deskOlder, foreign)).code).toBe("cases/unknown-case");
});

test("somebody who floods one case is heard five hundred times, and can still contest, while the others go on", async () => {
  const { reporter, owner, about } = await concluded();
  expect((await say(house, reporter, { kind: "say", envelope: await message(house) })).code).toBeNull();
  await sql`insert into cases_entry select case_id, number + n, text, salt, fresh from cases_entry,
    generate_series(1, 498) n where case_id = ${reporter.id} and number = ${about + 2}`.execute(house.host.db);
  await sql`update cases_case set entries = entries + 498,
    state = jsonb_set(state, '{entries}', to_jsonb(entries + 498)) where id = ${reporter.id}`.execute(house.host.db);
  const flooded = await say(house, reporter, { kind: "say", envelope: await message(house) });
  expect([flooded.status, flooded.code]).toEqual([429, "cases/too-many-acts"]);
  expect((await say(house, reporter, { kind: "contest", about })).code).toBeNull();
  expect((await deskAct(house, owner, reporter.id, { kind: "note", envelope: await message(house) })).code).toBeNull();
});

import { sha256, toHex } from "@niuniu/note";
import { recipientOf, wrapCase } from "@niuniu/seal";
import { writeParcel } from "@niuniu/seal/parcel";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { mayTakeForce } from "@niuniu/people";
import * as routes from "../routes.ts";
import {
  ask,
  asMember,
  deskAct,
  deskThread,
  goesAway,
  message,
  recount,
  reported,
  signed,
  thread,
  type House,
} from "./testing.ts";
import { PAGE, readPage } from "./store-list.ts";
import { aHouseForEach } from "./testing-houses.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

const DAY = 86_400_000;

async function listOf(member: string, which: "owed" | "open" | "closed", after?: string) {
  const json = after === undefined ? { which } : { which, after };
  return ask(house.host, routes.list, { as: asMember(member), json });
}

/** Copies of one case under other names, dates a minute apart. */
async function copies(id: string, count: number): Promise<void> {
  await sql`insert into cases_case
    select upper(substr(md5(n::text), 1, 16)), decode(md5('l' || n), 'hex'), auth, body, class, begun, statement, struck,
      policy, calendar, readers, state, head, entries, stage, waiting, true, overdue, missed, owner,
      due + n * interval '1 minute', closed_on, fresh
    from cases_case, generate_series(1, ${count}::int) n where id = ${id}`.execute(house.host.db);
  await recount(house);
}

/** How many rows of cases the database fetches for the first page of a list; the one beyond tells that there is another. */
async function rowsRead(member: string, which: "owed" | "open"): Promise<number> {
  return house.host.db.transaction().execute(async (transaction) => {
    const read = async (): Promise<number> => {
      const { rows } = await sql<{ readonly read: string }>`select seq_tup_read + idx_tup_fetch as read
        from pg_stat_xact_user_tables where relname = 'cases_case'`.execute(transaction);
      return Number(rows[0]?.read);
    };
    const before = await read();
    await readPage(transaction, member, which, null);
    return (await read()) - before;
  });
}

test("a handler sees first what they owe, by when, and who is next if they miss it", async () => {
  const { id } = await reported(house);
  const owner = (await deskThread(house, "wen-jing", id)).answer.owed?.owner ?? "";
  const { answer } = await listOf(owner, "owed");
  expect(answer).toMatchObject({ total: 1, after: null });
  expect(answer.lines[0]).toMatchObject({ case: id, class: "ordinary", stage: "received", opened: false, missed: 0 });
  expect(answer.lines[0]?.owed?.act).toBe("answer");
  expect(answer.lines[0]?.next).not.toBe(owner);
  expect((await listOf("jian-su", "owed")).answer.lines).toEqual([]);
  expect((await listOf("jian-su", "open")).answer.lines).toHaveLength(1);
});

test("ten thousand cases come a page at a time, each once, in order, and no more of them are read than are shown", async () => {
  const { id } = await reported(house);
  await copies(id, 9_999);
  await sql`analyze cases_case`.execute(house.host.db);
  const owner = (await deskThread(house, "wen-jing", id)).answer.owed?.owner ?? "";
  expect((await listOf(owner, "owed")).answer.lines).toHaveLength(50);
  for (const which of ["owed", "open"] as const) expect(await rowsRead(owner, which)).toBe(PAGE + 1);
  const seen = new Set<string>();
  let last = 0;
  for (let after: string | undefined, page = 0; page < 6; page++) {
    const { answer } = await listOf(owner, "open", after);
    expect(answer.total).toBe(10_000);
    for (const line of answer.lines) {
      seen.add(line.case);
      expect(line.owed).not.toBeNull();
    }
    after = answer.after ?? undefined;
    last++;
  }
  expect([seen.size, last]).toEqual([300, 6]);
  expect((await listOf(owner, "open", "nowhere")).code).toBe("cases/unknown-page");
  expect((await listOf(owner, "open", "2026-03-04.0123456789ABCDEF")).code).toBe("cases/unknown-page");
});

test("closed cases have their own list", async () => {
  const { id } = await reported(house);
  const owner = (await deskThread(house, "wen-jing", id)).answer.owed?.owner ?? "";
  await deskAct(house, owner, id, { kind: "outcome", envelope: await message(house, 2) });
  house.host.setNow(house.host.now() + 2_000);
  expect((await listOf(owner, "owed")).answer.total).toBe(0);
  const { answer } = await listOf(owner, "closed");
  expect(answer.lines.map((line) => [line.case, line.owed, line.next])).toEqual([[id, null, null]]);
  await copies(id, 60).catch(() => undefined);
  const first = (await listOf(owner, "closed")).answer;
  const second = (await listOf(owner, "closed", first.after ?? "")).answer;
  expect(new Set([...first.lines, ...second.lines].map((line) => line.case)).size).toBe(61);
});

test("whoever was struck out sees nothing of the case, and nobody can give them a wrap", async () => {
  const { id } = await reported(house, { struck: ["he-ming"] });
  expect((await deskThread(house, "he-ming", id)).code).toBe("cases/unknown-case");
  expect((await listOf("he-ming", "open")).answer.lines).toEqual([]);
  const owner = (await deskThread(house, "wen-jing", id)).answer.owed?.owner ?? "";
  const wrap = await wrapCase(house.host.random(32), id, "he-ming", await recipientOf(house.host.random(32)));
  expect((await deskAct(house, owner, id, { kind: "rewrap", reader: "he-ming", wrap })).code).toBe("cases/struck-out");
});

test("a new member is given a wrap by one who has it, and then reads", async () => {
  await house.become(["wen-jing", "luo-yan", "he-ming", "jian-su"]);
  const { id } = await reported(house);
  await house.become(["wen-jing", "luo-yan", "he-ming", "tao-rui", "jian-su"]);
  house.host.setNow(house.host.now() + 73 * 3_600_000);
  expect((await deskThread(house, "tao-rui", id)).code).toBe("cases/unknown-case");
  const wrap = await wrapCase(house.host.random(32), id, "tao-rui", await recipientOf(house.host.random(32)));
  const other = await wrapCase(house.host.random(32), id, "tao-rui", await recipientOf(house.host.random(32)));
  const swapped = { kind: "rewrap", reader: "tao-rui", wrap, wrapHash: toHex(sha256(other)) };
  expect((await deskAct(house, "wen-jing", id, swapped)).code).toBe("cases/wrong-wraps");
  const given = await deskAct(house, "wen-jing", id, { kind: "rewrap", reader: "tao-rui", wrap });
  expect(given.code).toBeNull();
  const { answer, parts } = await deskThread(house, "tao-rui", id);
  expect(answer.readers).toContain("tao-rui");
  expect(Buffer.from(parts[answer.wrap] ?? []).equals(wrap)).toBe(true);
  // Until it was opened it can be given anew: the first may have been rubbish.
  expect((await deskAct(house, "luo-yan", id, { kind: "rewrap", reader: "tao-rui", wrap: other })).code).toBeNull();
  const mended = await deskThread(house, "tao-rui", id);
  expect(Buffer.from(mended.parts[mended.answer.wrap] ?? []).equals(other)).toBe(true);
  expect((await deskAct(house, "tao-rui", id, { kind: "open" })).code).toBeNull();
  const again = await deskAct(house, "wen-jing", id, { kind: "rewrap", reader: "tao-rui", wrap });
  expect(again.code).toBe("cases/already-reader");
  const large = { kind: "rewrap", reader: "tao-rui", wrap: await message(house) };
  expect((await deskAct(house, "wen-jing", id, large)).code).toBe("cases/wrong-size");
});

test("nobody signs for another: an act counts for the member who is signed in, with the roster's key", async () => {
  const { id } = await reported(house);
  const seen = (await deskThread(house, "wen-jing", id)).answer;
  const seedOf = (member: string) => house.people.get(member)?.signing ?? new Uint8Array(32);
  const sendAs = async (session: string, act: string) =>
    (await ask(house.host, routes.deskAct, { as: asMember(session), body: writeParcel({ act, case: id }) })).code;
  const open = { kind: "open", envelope: null };
  const asLuo = signed(house.host, seen, { name: "luo-yan", seed: seedOf("luo-yan") }, open);
  expect(await sendAs("wen-jing", asLuo)).toBe("cases/malformed-act");
  const forged = signed(house.host, seen, { name: "wen-jing", seed: seedOf("luo-yan") }, open);
  expect(await sendAs("wen-jing", forged)).toBe("cases/malformed-act");
  expect(await sendAs("luo-yan", asLuo)).toBeNull();
  const stranger = signed(house.host, seen, { name: "qiu-lan", seed: house.host.random(32) }, open);
  expect(await sendAs("qiu-lan", stranger)).toBe("cases/unknown-case");
});

test("a member who left the committee can neither act nor is left owning a case", async () => {
  const { id } = await reported(house);
  const owner = (await deskThread(house, "jian-su", id)).answer.owed?.owner ?? "";
  const rest = [...house.people.keys()].filter((member) => member !== owner);
  const seen = (await deskThread(house, owner, id)).answer;
  await house.become(rest);
  const after = (await deskThread(house, "jian-su", id)).answer;
  expect(after.owed?.owner).not.toBe(owner);
  expect(after.entries.at(-1)?.text).toContain('"why":"left"');
  const seed = house.people.get(owner)?.signing ?? new Uint8Array(32);
  const act = signed(house.host, { ...seen, ...after }, { name: owner, seed }, { kind: "open", envelope: null });
  const late = await ask(house.host, routes.deskAct, { as: asMember(owner), body: writeParcel({ act, case: id }) });
  expect(late.code).toBe("cases/not-a-reader");
});

test("whoever is away hands on what they own, unless the case would be left without readers", async () => {
  const { id } = await reported(house);
  const owner = (await deskThread(house, "jian-su", id)).answer.owed?.owner ?? "";
  house.absent.add(owner);
  await goesAway(house, owner);
  const after = (await deskThread(house, "jian-su", id)).answer;
  expect(after.owed?.owner).not.toBe(owner);
  expect(after.entries.at(-1)?.text).toContain('"why":"absent"');
  const few = await reported(house, { struck: ["luo-yan", "he-ming", "jian-su"] });
  expect((await deskThread(house, "wen-jing", few.id)).code).toBeNull();
  await expect(goesAway(house, "tao-rui")).rejects.toMatchObject({ code: "cases/would-strand" });
  expect(await house.host.ask(mayTakeForce, ["luo-yan", "he-ming", "wen-jing"])).toMatchObject({
    code: "cases/would-strand",
  });
  expect(await house.host.ask(mayTakeForce, [...house.people.keys()])).toBeNull();
});

test("a thread comes with the absences that explain it, and the reporter sees nobody else's", async () => {
  const { host } = house;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const note = (by: string, from: number, until: number) =>
    `${JSON.stringify({ niuniu: "absence v1", by, from: day(from), until: day(until) })}\n\n— ${by} AAAA\n`;
  const reporter = await reported(house);
  const owner = (await thread(house, reporter)).answer.owed?.owner ?? "";
  const other = [...house.people.keys()].find((id) => id !== owner && id !== "jian-su") ?? "";
  const [why, past, ahead] = [
    note(owner, host.now(), host.now() + DAY),
    note(other, host.now() - 9 * DAY, host.now() - 5 * DAY),
    note("jian-su", host.now() + 9 * DAY, host.now() + 12 * DAY),
  ];
  house.absences.push(why, past, ahead);
  house.absent.add(owner);
  await goesAway(house, owner);
  expect((await thread(house, reporter)).answer.absences).toEqual([why]);
  expect((await deskThread(house, "jian-su", reporter.id)).answer.absences).toEqual([why, ahead]);
});

test("an open desk hears that a case it can open changed, never what, and whoever was struck out hears nothing", async () => {
  const gone = new AbortController();
  const heard: string[] = [];
  for (const id of house.people.keys()) {
    house.host.changes.watch(`cases/${id}`, () => heard.push(id), gone.signal);
  }
  // Each is called once when listening begins, the last one last.
  await expect.poll(() => heard.length).toBe(house.people.size);
  heard.length = 0;
  const reporter = await reported(house, { struck: ["tao-rui"] });
  const readers = [...house.people.keys()].filter((id) => id !== "tao-rui");
  await expect.poll(() => heard.toSorted()).toEqual(readers.toSorted());
  heard.length = 0;
  await deskAct(house, "jian-su", reporter.id, { kind: "open" });
  await expect.poll(() => heard.toSorted()).toEqual(readers.toSorted());
  heard.length = 0;
  // A date that passes, too.
  await house.host.pass(10 * DAY);
  await expect.poll(() => heard.toSorted()).toEqual(readers.toSorted());
  gone.abort();
});

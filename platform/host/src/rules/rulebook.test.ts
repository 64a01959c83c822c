import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { readCalendar } from "@niuniu/owe";
import { CALENDAR, policyOf } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, again, testHost, type TestDatabase, type TestHost } from "../testing.ts";
import { calendarText, textHash } from "./rulebook.ts";
import { section } from "./section.ts";
import { storedDayOf } from "./stored.ts";

let database: TestDatabase;
let hosts: TestHost[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const host of hosts) await host.close();
  hosts = [];
});
afterAll(() => database.close());

const open = async (...given: Parameters<typeof testHost> extends [unknown, ...infer Rest] ? Rest : never) => {
  const host = await testHost(database, ...given);
  hosts.push(host);
  return host;
};

function readDays(value: unknown): number {
  const { days: read } = (value ?? {}) as { readonly days?: unknown };
  if (typeof read !== "number") throw new Error("no days");
  return read;
}
/** A feature that came out with `first` days, in a version that brings `count`. */
const days = (count: number, first = count) => section({ days: count }, readDays, { unsaid: { days: first } });

describe("the rules", () => {
  it("are one text with a section for each feature, in the order in which they are brought", async () => {
    const { rules } = await open();
    rules.bring("learning", days(30));
    rules.bring("care", days(2));
    const { texts, hashes } = rules.own();
    expect(texts.policy).toBe('{"niuniu":"policy v3","learning":{"days":30},"care":{"days":2}}\n');
    expect(texts.calendar).toBe(`${JSON.stringify(CALENDAR)}\n`);
    expect(hashes).toEqual({ policy: textHash(texts.policy), calendar: textHash(texts.calendar) });
  });

  it("hold for what began under them, whatever has been brought since", async () => {
    const before = await open();
    const learning = days(30);
    before.rules.bring("learning", learning);
    await before.rules.keep();
    const then = before.rules.own().hashes;
    const after = await testHost(again(before.connection));
    hosts.push(after);
    const [later, care] = [days(10), days(2)];
    after.rules.bring("learning", later);
    after.rules.bring("care", care);
    await after.rules.keep();
    expect(after.rules.of(then).section(later)).toBe(30);
    expect(after.rules.of(after.rules.own().hashes).section(later)).toBe(10);
    // When it began there was no such feature: there is nothing it could have promised otherwise.
    expect(after.rules.of(then).section(care)).toBe(2);
    expect(after.rules.textsOf(then)).toEqual(before.rules.own().texts);
    // What another process has brought is found as well.
    const found = await before.rules.find(Object.values(after.rules.own().hashes));
    expect([...found.values()]).toEqual(Object.values(after.rules.own().texts));
    expect((await before.rules.find(["0".repeat(64)])).size).toBe(0);
  });

  it("that say nothing of a feature are read alike by every version that has it, whatever each of them brings", async () => {
    const before = await open();
    before.rules.bring("learning", days(30));
    await before.rules.keep();
    const then = before.rules.own().hashes;
    const read: number[] = [];
    for (const brought of [2, 5]) {
      const host = await testHost(again(before.connection));
      hosts.push(host);
      const care = days(brought, 2);
      host.rules.bring("learning", days(30));
      host.rules.bring("care", care);
      await host.rules.keep();
      read.push(host.rules.of(then).section(care), host.rules.of(host.rules.own().hashes).section(care));
    }
    expect(read).toEqual([2, 2, 2, 5]);
    const always = section({ days: 1 }, readDays, { unsaid: null });
    const other = await testHost(again(before.connection));
    hosts.push(other);
    other.rules.bring("care", always);
    expect(() => other.rules.of(then).section(always)).toThrow("no days");
  });

  it("are brought once by each feature, and read by nobody else", async () => {
    const { rules } = await open();
    const learning = days(30);
    rules.bring("learning", learning);
    rules.bring("learning", learning);
    expect(() => rules.bring("learning", days(30))).toThrow("two sections");
    expect(() => rules.inForce().section(days(30))).toThrow("nobody has brought");
    expect(() => section({ days: "30" }, readDays, { unsaid: null })).toThrow("no days");
    expect(() => section({ days: 3 }, readDays, { unsaid: null, isNew: (count) => count > 3 })).toThrow(
      "an older section",
    );
    expect(() => section({ days: 3 }, readDays, { unsaid: {} })).toThrow("no days");
  });

  it("are brought anew only as a text that every feature here reads, and that goes back to nothing", async () => {
    const { rules } = await open();
    rules.bring("learning", section({ days: 30 }, readDays, { unsaid: null, isNew: (count) => count !== 7 }));
    rules.bring("care", days(2));
    const why = (text: string) => rules.unfit("policy", text);
    expect(why(rules.own().texts.policy)).toBeNull();
    expect(why(policyOf({ care: { days: 3 }, learning: { days: 10 } }))).toBeNull();
    expect(why(policyOf({ learning: { days: 7 }, care: { days: 2 } }))).toEqual({ why: "older", section: "learning" });
    for (const section of ["learning", "care", "cure"]) {
      const given = { learning: { days: 30 }, care: { days: 2 }, [section]: {} };
      expect(why(policyOf(given))).toEqual({ why: "unreadable", section });
    }
    const missing = policyOf({ learning: { days: 30 } });
    expect(why(missing)).toEqual({ why: "unreadable", section: "care" });
    const whole = rules.own().texts.policy;
    for (const text of ["", "null\n", "[]\n", whole.trim(), whole.replace(":", ": "), whole.replace("v3", "v2")])
      expect(why(text), text).toEqual({ why: "unreadable", section: "" });
    const calendar = calendarText(readCalendar(CALENDAR));
    expect([rules.unfit("calendar", calendar), rules.unfit("calendar", whole)]).toEqual([
      null,
      { why: "unreadable", section: "" },
    ]);
  });

  it("keep a text that may be named from now on with the transaction that says so", async () => {
    const { rules, transaction } = await open();
    const text = policyOf({ learning: { days: 10 } });
    const undone = transaction(async (tx) => {
      await rules.take(tx, text);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect((await rules.find([textHash(text)])).size).toBe(0);
    await transaction((tx) => rules.take(tx, text));
    await transaction((tx) => rules.take(tx, text));
    expect([...(await rules.find([textHash(text)])).values()]).toEqual([text]);
  });
});

describe("the organisation's day", () => {
  const evening = Date.UTC(2026, 6, 5, 22, 30);

  it("is that of the calendar in force, not of what the server brings", async () => {
    const host = await open({ now: evening, zone: "Europe/Berlin" });
    await host.rules.keep();
    // Half past midnight, in summer time.
    expect(host.dayOf(evening)).toBe("2026-07-06");
    expect(host.dayOf(Date.UTC(2026, 11, 5, 22, 30))).toBe("2026-12-05");
    const lima = '{"offset":"-05:00","weekend":[0,6],"holidays":[],"closes":"18:00"}\n';
    await host.db
      .insertInto("host_text")
      .values({ hash: textHash(lima), text: lima })
      .execute();
    await host.rules.follow({ policy: host.rules.own().hashes.policy, calendar: textHash(lima) });
    expect(host.dayOf(evening)).toBe("2026-07-05");
    await host.rules.follow(null);
    expect(host.dayOf(evening)).toBe("2026-07-06");
  });

  it("is found in what is stored while nobody keeps the statements, and by a server that has just started", async () => {
    const host = await open({ now: evening, zone: "Europe/Berlin" });
    await host.rules.keep();
    expect((await storedDayOf(host.db))(evening)).toBe("2026-07-06");
    const lima = '{"offset":"-05:00","weekend":[0,6],"holidays":[],"closes":"18:00"}\n';
    await host.db
      .insertInto("host_text")
      .values({ hash: textHash(lima), text: lima })
      .execute();
    const named = { policy: host.rules.own().hashes.policy, calendar: textHash(lima) };
    const { notes } = sampleRoster(countedRandom("day"), evening - 86_400_000, undefined, named);
    const [body = ""] = notes;
    await host.transaction((tx) => host.record.publish(tx, { kind: "roster", key: "1", date: "2026-07-05", body }));
    expect((await storedDayOf(host.db))(evening)).toBe("2026-07-05");
    const next = await testHost(again(host.connection), { now: evening, zone: "Europe/Berlin" });
    hosts.push(next);
    expect(next.dayOf(evening)).toBe("2026-07-05");
  });

  it("is reckoned by a calendar that is made once for a place, and again only when clocks are set otherwise", async () => {
    const first = await open({ now: evening, zone: "Europe/Berlin" });
    await first.rules.keep();
    const next = await testHost(again(first.connection), { now: evening + 300 * 86_400_000, zone: "Europe/Berlin" });
    hosts.push(next);
    expect(next.rules.own().texts.calendar).toBe(first.rules.own().texts.calendar);
    const moved = await testHost(again(first.connection), { now: evening, zone: "Europe/London" });
    hosts.push(moved);
    expect(JSON.parse(moved.rules.own().texts.calendar)).toMatchObject({
      niuniu: "calendar v3",
      name: "London (GB)",
      zone: "Europe/London",
    });
  });
});

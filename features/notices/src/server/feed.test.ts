import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { feed } from "./feed.ts";
import { newLine, type Line } from "./testing/line.ts";

let database: TestDatabase;
let line: Line;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  line = await newLine(database);
});
afterEach(() => line.host.close());
afterAll(() => database.close());

const mine = async (): Promise<routes.Mine> => (await line.ask("lin", routes.mine)).answer;

describe("a calendar", () => {
  const read = async (
    address: string,
  ): Promise<{ readonly status: number; readonly text: string; readonly type: unknown }> => {
    const { statusCode, payload, headers } = await line.host.inject({ url: new URL(address).pathname });
    return { status: statusCode, text: payload, type: headers["content-type"] };
  };
  const HOUR = 3_600_000;

  it("is read at a secret address by two programs, and says whole days and nothing else", async () => {
    const now = line.host.now();
    const dues = [now + 50 * HOUR + 1_234, now + 51 * HOUR, now + 200 * HOUR, now - 100 * HOUR];
    const own = { ...line.context, ports: { ...line.context.ports, dues: () => Promise.resolve(dues) } };
    const { address } = (await line.ask("lin", routes.calendar, { wanted: true })).answer;
    const text = await feed(own, address!.split("/").at(-1)!);
    const days = ["2026-01-07", "2026-01-14"];
    const parsed = new ICAL.Component(ICAL.parse(text) as unknown[])
      .getAllSubcomponents("vevent")
      .map((one) => new ICAL.Event(one));
    expect(parsed.map(({ startDate, summary }) => [startDate.toString(), startDate.isDate, summary])).toEqual(
      days.map((day) => [day, true, "有一件事到期"]),
    );
    const other = Object.values(nodeIcal.sync.parseICS(text)).filter((one) => one?.type === "VEVENT");
    expect(other.map((one) => [one.datetype, one.summary])).toEqual(days.map(() => ["date", "有一件事到期"]));
    // No time of day but midnight, wherever it would stand.
    expect(text.match(/T\d{6}Z?/g)?.filter((time) => time !== "T000000Z" && time !== "T000000")).toEqual([]);
    const lines = new Set(text.split("\r\n").map((one) => one.split(/[:;]/)[0] ?? ""));
    expect([...lines].toSorted()).toEqual(
      [
        "",
        "BEGIN",
        "CALSCALE",
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "END",
        "METHOD",
        "NAME",
        "PRODID",
        "REFRESH-INTERVAL",
        "SEQUENCE",
        "SUMMARY",
        "TRANSP",
        "UID",
        "URL",
        "VERSION",
        "X-MICROSOFT-CDO-ALLDAYEVENT",
        "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT",
        "X-PUBLISHED-TTL",
        "X-WR-CALNAME",
      ].filter((one) => lines.has(one)),
    );
  });

  it("is served to whoever knows the address, until it is taken away or made anew", async () => {
    expect((await mine()).calendar).toBe(false);
    const first = (await line.ask("lin", routes.calendar, { wanted: true })).answer.address!;
    expect(first).toMatch(/^https:\/\/line\.example\.org\/notices\/calendar\/[A-Za-z0-9_-]{43}$/);
    expect(await read(first)).toMatchObject({ status: 200, type: "text/calendar; charset=utf-8" });
    const second = (await line.ask("lin", routes.calendar, { wanted: true })).answer.address!;
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    expect((await mine()).calendar).toBe(true);
    expect((await line.ask("lin", routes.calendar, { wanted: false })).answer).toEqual({ address: null });
    expect((await read(second)).status).toBe(404);
    // Who has left the committee has none.
    const left = (await line.ask("su", routes.calendar, { wanted: true })).answer.address!;
    expect((await read(left)).status).toBe(404);
  });
});

import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { describe, expect, it } from "vitest";
import { reminderFor } from "./reminder.ts";

const random = (length: number): Uint8Array => new Uint8Array(length).fill(7);

describe("a reminder that somebody carries away", () => {
  const text = reminderFor("看一下页面", { due: "2026-12-31", today: "2026-12-01", random });

  it("is read by two programs as the whole day after the date, across a year as well", () => {
    const [event] = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent");
    const { startDate, endDate, summary } = new ICAL.Event(event);
    expect([startDate.toString(), startDate.isDate, endDate.toString(), summary]).toEqual([
      ...["2027-01-01", true],
      ...["2027-01-02", "看一下页面"],
    ]);
    const other = Object.values(nodeIcal.sync.parseICS(text)).filter((one) => one?.type === "VEVENT");
    expect(other.map((one) => [one.datetype, one.summary])).toEqual([["date", "看一下页面"]]);
  });

  it("says nothing else: not what it is about, where, or at what time it was made", () => {
    const values = text.split("\r\n").flatMap((line) => line.split(":").slice(1));
    expect(new Set(values)).toEqual(
      new Set([
        ...["VCALENDAR", "2.0", "-//-//EN", "VEVENT", "07".repeat(16), "20261201T000000Z", "20270101", "20270102"],
        ...["看一下页面", "TRANSPARENT", "VALARM", "DISPLAY", "PT9H"],
      ]),
    );
  });
});

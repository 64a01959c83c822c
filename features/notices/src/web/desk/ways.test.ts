import { describe, expect, it } from "vitest";
import type { Channel, Result } from "../../routes.ts";
import { carriedBy, clock, failingOf, isCarried, moved, offeredHere } from "./ways.ts";

const channel = (id: string, kind: Channel["kind"], standing: Channel["standing"] = "counts"): Channel => ({
  ...{ id, kind, standing, shown: "" },
});
const result = (kind: Channel["kind"], outcome: Result["outcome"]): Result => ({ day: "2026-03-02", kind, outcome });

describe("the ways by which a member is told", () => {
  it("are offered with one's own phone first", () => {
    const offered = (["push", "mail", "sms", "slack"] as const).map((kind) => ({ kind, proven: false }));
    expect(offeredHere({ offered }).map(({ kind }) => kind)).toEqual(["push", "sms", "mail", "slack"]);
    expect((["mail", "wecom", "sms", "push"] as const).map(isCarried)).toEqual([true, true, false, false]);
  });

  it("say who learns of it: who carries mail, the telephone company, or the maker of the browser", () => {
    expect((["slack", "sms", "push"] as const).map(carriedBy)).toEqual([
      ...["notices.carried", "notices.own-phone", "notices.own-browser"],
    ]);
  });

  it("are tried in the order of their member", () => {
    const three = [channel("a", "mail"), channel("b", "sms"), channel("c", "slack")];
    expect(moved(three, "b", -1)).toEqual(["b", "a", "c"]);
    expect(moved(three, "b", 1)).toEqual(["a", "c", "b"]);
    expect([moved(three, "a", -1), moved(three, "c", 1), moved(three, "x", 1)]).toEqual([null, null, null]);
  });

  it("are said to fail where the newest notice by them did not get through, and no longer than that", () => {
    const channels = [channel("a", "mail"), channel("b", "slack")];
    const late = [result("slack", "sent"), result("mail", "silent"), result("mail", "sent")];
    expect(failingOf({ channels, results: late })).toEqual([{ kind: "mail", why: "silent" }]);
    expect(failingOf({ channels, results: [result("mail", "sent"), ...late] })).toEqual([]);
    expect(failingOf({ channels, results: [] })).toEqual([]);
    // What was only tried, and never counted, fails nobody.
    expect(failingOf({ channels: [channel("a", "mail", "sent")], results: late })).toEqual([]);
  });

  it("are said to fail where their address is gone or lost, whatever came of it before", () => {
    const channels = [channel("a", "mail", "lost"), channel("b", "slack", "gone")];
    expect(failingOf({ channels, results: [result("mail", "sent")] })).toEqual([
      { kind: "mail", why: "lost" },
      { kind: "slack", why: "gone" },
    ]);
  });

  it("show minutes of the day as a clock does", () => {
    expect([0, 90, 1_380].map(clock)).toEqual(["00:00", "01:30", "23:00"]);
  });
});

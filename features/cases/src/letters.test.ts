import { describe, expect, it } from "vitest";
import { findings, readMessageLetter, readReportLetter, type ReportLetter } from "./letters.ts";

const report: ReportLetter = {
  niuniu: "report v1",
  case: "0123456789ABCDEF",
  auth: "A".repeat(43) + "=",
  struck: ["zhou-qiming"],
  class: "ordinary",
  identity: "anonymous",
  name: "",
  contact: "",
  language: "zh-CN",
  what: "周二的商务晚餐上，他一直要求我喝酒。",
  when: "",
  where: "",
  who: "",
};

describe("letters", () => {
  it("a report reads back as it was written, and nothing else comes along", () => {
    expect(readReportLetter({ ...report, extra: 1 })).toEqual(report);
  });

  it.each([
    ["class", "minor"],
    ["identity", "unknown"],
    ["language", "fr"],
    ["struck", "zhou-qiming"],
    ["struck", [1]],
    ["what", null],
    ["niuniu", "report v2"],
  ])("a report whose %s is %j is not shown as one", (key, value) => {
    expect(readReportLetter({ ...report, [key]: value })).toBeNull();
  });

  it("a message may carry a finding from the closed list and no other", () => {
    const message = { niuniu: "message v1", case: report.case, text: "We looked into it." } as const;
    expect(readMessageLetter(message)).toEqual(message);
    expect(readMessageLetter({ ...message, finding: findings[2] })).toEqual({ ...message, finding: findings[2] });
    expect(readMessageLetter({ ...message, finding: "false" })).toBeNull();
    expect(readMessageLetter([message])).toBeNull();
    expect(readMessageLetter("message v1")).toBeNull();
  });
});

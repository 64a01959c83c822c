import { hasWords } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { inWords } from "./in-words.ts";
import { findings, readMessageLetter, readReportLetter, type ReportLetter } from "./letters.ts";
import { refusal } from "./testing/life.ts";

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

  it("a report that was taken down for somebody says by whom and how, and one that says half of that is not shown", () => {
    const takenBy = { member: "wen-jing", by: "phone", note: "…" } as const;
    expect(readReportLetter({ ...report, takenBy: { ...takenBy, extra: 1 } })).toEqual({ ...report, takenBy });
    for (const wrong of [null, "wen-jing", {}, { ...takenBy, by: "mail" }, { ...takenBy, note: 1 }])
      expect(readReportLetter({ ...report, takenBy: wrong })).toBeNull();
  });

  it("a message may carry a finding from the closed list and no other", () => {
    const message = { niuniu: "message v1", case: report.case, text: "We looked into it." } as const;
    expect(readMessageLetter(message)).toEqual(message);
    expect(readMessageLetter({ ...message, finding: findings[2] })).toEqual({ ...message, finding: findings[2] });
    expect(readMessageLetter({ ...message, finding: "false" })).toBeNull();
    expect(readMessageLetter([message])).toBeNull();
    expect(readMessageLetter("message v1")).toBeNull();
  });

  it("a note may name readers, and what is no list of names names nobody and hides nothing", () => {
    const note = { niuniu: "message v1", case: report.case, text: "Please look." } as const;
    expect(readMessageLetter({ ...note, mentions: ["he-ming"] })).toEqual({ ...note, mentions: ["he-ming"] });
    for (const mentions of ["he-ming", [1], [], null]) expect(readMessageLetter({ ...note, mentions })).toEqual(note);
  });
});

/** Texts in which nothing can be seen, by what they are made of. */
const BLANK = {
  nothing: "",
  blanks: " \t\n\u00a0\u2003\u3000",
  "zero-width characters": "\u200b\u200c\u200d\u2060\ufeff",
  "soft hyphens": "\u00ad\u00ad",
  "marks that stand on nothing": "\u0301\u20dd\u034f",
  "variation selectors": "\ufe0f\u{e0101}",
  "tag characters": "\u{e0068}\u{e0069}",
  "Hangul fillers": "\u115f\u1160\u3164\uffa0",
  "empty braille cells": "\u2800\u2800",
  "directions of writing": "\u202e\u2066\u200f",
  "what is set aside for private use": "\ue000\u{f0000}",
  "half a character": "\ud83d",
  "a note without a head, and a place for an object": "\u{1d159}\ufffc",
  "control characters": "\u0007\u001b",
  "a full stop": ".",
  "punctuation of either script": "…！？、——()",
  "signs and pictures": "= € 👍",
  "a letter's accent by itself": "´`^",
};

describe("words", () => {
  it.each(Object.entries(BLANK))("%s are none: not sealed by us, and not read as a message", (_, text) => {
    expect(hasWords(text)).toBe(false);
    expect(refusal(() => inWords(text))).toBe("cases/no-words");
    expect(readMessageLetter({ niuniu: "message v1", case: report.case, text })).toBeNull();
    expect(readMessageLetter({ niuniu: "message v1", case: report.case, text, finding: findings[0] })).toBeNull();
  });

  it.each(["是", "ok", "7", "ก็", "\u200bא", "👍 ok", "⠕⠅", "ㄅ", "々人"])(
    "%s is something that can be read",
    (text) => {
      expect(inWords(text)).toBe(text);
      expect(readMessageLetter({ niuniu: "message v1", case: report.case, text })?.text).toBe(text);
    },
  );
});

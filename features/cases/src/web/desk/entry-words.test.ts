import * as ui from "@niuniu/ui";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { entryWords, type Speaker } from "./entry-words.ts";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

afterEach(() => void vi.restoreAllMocks());
beforeAll(() => ui.addStrings({ en, "zh-CN": zh }));

const speaker: Speaker = { closing: null, nameOf: (id) => id, me: "me", now: Date.UTC(2026, 10, 23) };
const event = { niuniu: "event v1", case: "0123456789ABCDEF", number: 2 } as const;
const owed = { why: "submitted", role: "intake", act: "answer", owner: "he-ming" } as const;

it("a missed date is said once where it was missed on the day it fell on, and both days where they differ", () => {
  const missed = { ...event, kind: "missed", person: "he-ming", act: "answer", due: "2026-11-24" } as const;
  expect(entryWords({ ...missed, date: "2026-11-24" }, speaker)?.dated).toBe(true);
  expect(entryWords({ ...missed, date: "2026-11-25" }, speaker)?.dated).toBe(false);
});

it("by when something is owed stands beneath, never beside the day on which it came about", () => {
  const words = entryWords(
    { ...event, kind: "owed", date: "2026-11-23", due: "2026-11-26", ...owed } as never,
    speaker,
  );
  expect(words?.title).not.toMatch(/26/);
  expect(words?.aside).toMatch(/26/);
});

it("sentences stand apart by a space in English, and by none in Chinese", () => {
  const entry = { ...event, kind: "owed", date: "2026-11-23", due: "2026-11-26", ...owed } as never;
  const aside = (language: ui.Language): string => {
    vi.spyOn(ui, "language").mockReturnValue(language);
    return entryWords(entry, speaker)?.aside ?? "";
  };
  expect(aside("en")).toContain(". ");
  expect(aside("zh-CN")).toBe(aside("en").replace(/\. (?=[A-Z])/, "."));
  expect(aside("zh-CN")).not.toBe(aside("en"));
});

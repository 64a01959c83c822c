import { expect, test } from "vitest";
import { dayText, jsonLine, readJsonLine, wellFormed } from "./json-line.ts";
import { NoteError } from "./note-error.ts";

const write = ({ date, body }: { readonly date: string; readonly body: string }): string =>
  jsonLine({ date: dayText(date), body: wellFormed(body) });

test("a line of JSON has one spelling", () => {
  const line = write({ date: "2025-03-14", body: "Nobody answered." });
  expect(readJsonLine(line, write)).toEqual({ date: "2025-03-14", body: "Nobody answered." });
  for (const text of [
    "",
    "null\n",
    "7\n",
    line.trimEnd(),
    ` ${line}`,
    line.replace(",", ", "),
    line.replace("}", ',"more":1}'),
    line.replace("Nobody", "\\u004eobody"),
    line.replace("03-14", "02-30"),
    line.replace('"Nobody answered."', "5"),
  ]) {
    expect(() => readJsonLine(text, write), text).toThrow(NoteError);
  }
});

test("days that do not exist and half characters are not written", () => {
  for (const date of ["2025-02-29", "2025-2-01", "today", ""]) expect(() => dayText(date), date).toThrow(NoteError);
  expect(() => wellFormed("half \ud83d")).toThrow(NoteError);
});

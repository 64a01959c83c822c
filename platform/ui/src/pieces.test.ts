import { expect, test } from "vitest";
import { piecesOf } from "./pieces.ts";

test("a long address breaks where its parts end", () => {
  expect(piecesOf("by union-of-metalworkers.example/witness, just now")).toEqual([
    ...["by union-", "of-", "metalworkers.", "example/", "witness, just now"],
  ]);
  expect(piecesOf("niuniu verify http://127.0.0.1:8787/record")).toEqual([
    "niuniu verify http://127.0.0.1:8787/",
    "record",
  ]);
  expect(piecesOf("line.example/record+bb0cdb5b+AQcn1/Ab-c, line")).toEqual([
    ...["line.", "example/", "record+bb0cdb5b+AQcn1/Ab-c, line"],
  ]);
});

test("a number, a date or a sentence is left as it is", () => {
  for (const text of ["Release 0.1.0 of 2026-03-02, 4.5 MB.", "见证方：尚无。", "Ask them. --full"]) {
    expect(piecesOf(text)).toEqual([text]);
  }
});

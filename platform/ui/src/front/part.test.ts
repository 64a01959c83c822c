import { expect, it } from "vitest";
import { inOrder, type FrontPart, type PlaceOnFront } from "./part.ts";

/** A feature with one piece in each of these places. */
const part = (name: string, ...at: readonly PlaceOnFront[]): FrontPart<null> => {
  const pieceAt = (place: string) => Object.defineProperty(() => null, "name", { value: `${name} ${place}` });
  return {
    name,
    start: () => undefined,
    shows: Object.fromEntries(at.map((place) => [place, [pieceAt(place)]])),
  };
};

it("what matters most stands first, whichever feature says it, and within a place the features have their order", () => {
  const parts = [
    part("care", "how", "check", "record"),
    part("people", "committee", "stop", "how"),
    part("ledger", "record", "lost"),
  ];
  expect(inOrder(parts).flatMap(({ pieces }) => pieces.map(({ name }) => name))).toEqual([
    "people stop",
    "ledger lost",
    "care record",
    "ledger record",
    "people committee",
    "care how",
    "people how",
    "care check",
  ]);
});

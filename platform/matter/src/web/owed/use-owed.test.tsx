import type { Entered } from "@niuniu/ui/area";
import { expect, test } from "vitest";
import type { OwedLine } from "../../routes.ts";
import { inOrder } from "./merge.ts";
import type { PartOwing } from "./owes.ts";
import { sourcesOf } from "./use-owed.tsx";

const line = (feature: string, matter: string, due: number): OwedLine => {
  return { feature, matter, due, role: "answering", act: "answer", since: "2026-11-23", about: null };
};
/** Somebody who owes these open matters, by their server's answer. */
const owing = (lines: readonly OwedLine[]): Entered => {
  return { ask: () => Promise.resolve(lines as never), authorization: "", refused: () => undefined };
};
const part = (name: string, owes?: PartOwing<Entered>["owes"]): PartOwing<Entered> => {
  return { name, start: () => undefined, places: [], ...(owes === undefined ? {} : { owes }) };
};
const beside = () => <></>;
const features = [
  part("cases", {
    beside,
    read: (_inside, after) => {
      const rows = [{ matter: after ?? "A", due: 5, show: beside }];
      return Promise.resolve({ rows, after: after === null ? "B" : null, total: 2 });
    },
  }),
  part("care", { beside, line: () => <li>care</li> }),
  part("ledger"),
];

test("what is owed is read of each feature that keeps its own, and of all others at once; each row says whose it is", async () => {
  const inside = owing([line("care", "C", 1)]);
  const given = await Promise.all(sourcesOf(features).map((read) => read(inside, null)));
  expect(inOrder(given).map(({ feature, matter }) => [feature, matter])).toEqual([
    ["care", "C"],
    ["cases", "A"],
  ]);
  expect(given.map(({ after, total }) => [after, total])).toEqual([
    ["B", 2],
    [null, 1],
  ]);
});

test("what a list of its own asks for as well stands there once, as its row, by the earlier date", async () => {
  const asking = part("people", {
    beside,
    read: () =>
      Promise.resolve({ rows: [{ matter: "S", due: 9, about: "hash", show: beside }], after: null, total: 1 }),
  });
  const both = { ...line("care", "C", 4), about: "hash" };
  const alone = { ...line("care", "D", 2), about: "gone" };
  const given = await Promise.all(sourcesOf([...features, asking]).map((read) => read(owing([both, alone]), null)));
  expect(inOrder(given).map(({ feature, matter, due }) => [feature, matter, due])).toEqual([
    ["care", "D", 2],
    ["people", "S", 4],
    ["cases", "A", 5],
  ]);
  expect(given.reduce((sum, { total }) => sum + total, 0)).toBe(3);
});

test("what is owed in a feature that the page has no row for is said all the same", async () => {
  const [, open] = sourcesOf(features);
  const given = await open?.(owing([line("unheard-of", "X", 1)]), null);
  const [row] = given?.rows ?? [];
  expect(row?.feature).toBe("unheard-of");
  const shown = row?.show({ due: 1, current: false, onOpen: () => undefined });
  expect(shown).toMatchObject({ type: "li", props: { children: "matter.owed.unknown" } });
});

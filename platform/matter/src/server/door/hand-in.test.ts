import { toUtf8 } from "@niuniu/note";
import { expect, test } from "vitest";
import { entering, handInsOn } from "./hand-in.ts";

test("where the turn takes longer than a proxy waits the page says so, the file keeps its place, and nothing is promised before it is stored", async () => {
  let letIn: () => void = () => undefined;
  const open = new Promise<void>((resolve) => (letIn = resolve));
  const { hand, waits } = handInsOn(
    { name: "toy", find: () => Promise.resolve(null), begin: () => Promise.reject(new Error("its turn came")) },
    { enter: () => open, turn: () => open },
    20,
  );
  const file = { file: toUtf8("Written by hand.") };
  const lookup = new Uint8Array(16);
  expect([await hand(file, lookup), waits(lookup)]).toEqual(["waiting", true]);
  await expect(hand({ ...file, file: new Uint8Array(3) }, lookup)).rejects.toThrow("toy/number-used");
  const again = hand(file, lookup);
  letIn();
  await expect(again).rejects.toThrow("its turn came");
  expect(waits(lookup)).toBe(false);
  await expect(
    entering(
      "toy",
      {
        enter: (gone) => new Promise((_, no) => gone.addEventListener("abort", () => no(new Error("gone")))),
        turn: () => open,
      },
      20,
    )(new AbortController().signal),
  ).rejects.toThrow("toy/many-files");
});

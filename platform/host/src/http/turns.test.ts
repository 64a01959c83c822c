import { expect, test } from "vitest";
import { turnsOf } from "./turns.ts";

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Takes turns and keeps them until `end` is called, oldest first. */
function crowd(limits: Parameters<typeof turnsOf>[0]) {
  const turns = turnsOf(limits);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const refused: unknown[] = [];
  const ask = (caller: string): void =>
    void turns.take(caller).then(
      (over) => {
        begun.push(caller);
        ends.push(over);
      },
      (error: unknown) => void refused.push((error as { readonly code: unknown }).code),
    );
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await moment();
  };
  return { ask, end, begun, ends, refused };
}

test("a hundred and twenty requests of one receipt keep nobody else waiting, and no more than two are worked on", async () => {
  const { ask, end, begun, ends, refused } = crowd({ mine: 2, all: 16, queue: 32 });
  for (let at = 0; at < 120; at++) ask("flood");
  ask("somebody");
  await moment();
  expect(begun).toEqual(["flood", "flood", "somebody"]);
  expect(refused).toEqual(Array(86).fill("host/too-many"));
  while (ends.length > 0) {
    expect(ends.length).toBeLessThanOrEqual(3);
    await end();
  }
  expect(begun.filter((one) => one === "flood")).toHaveLength(34);
});

test("where all places are taken, callers take turns, whoever has more waiting", async () => {
  const { ask, end, begun } = crowd({ mine: 4, all: 2, queue: 32 });
  for (let at = 0; at < 8; at++) ask("many");
  ask("few");
  ask("few");
  await moment();
  for (let at = 0; at < 8; at++) await end();
  expect(begun).toEqual(["many", "many", "many", "few", "many", "few", "many", "many", "many", "many"]);
});

test("a turn that is ended twice counts once", async () => {
  const turns = turnsOf({ mine: 1, all: 1, queue: 1 });
  const over = await turns.take("a");
  over();
  over();
  await turns.take("a");
  let third = false;
  void turns.take("b").then(() => (third = true));
  await moment();
  expect(third).toBe(false);
});

import { expect, test } from "vitest";
import { flatMapWithPauses } from "./pauses.ts";

test("a hundred matters in a row leave room for whoever waits, and come out in their order", async () => {
  const seen: number[] = [];
  let done = 0;
  const all = Array.from({ length: 100 }, (_, at) => at);
  const working = flatMapWithPauses(all, (one) => {
    done++;
    return one % 2 === 0 ? [one, -one] : [];
  });
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(done);
  }
  expect(seen[0]).toBeLessThan(100);
  expect(await working).toEqual(all.flatMap((one) => (one % 2 === 0 ? [one, -one] : [])));
  expect(await flatMapWithPauses([], () => [1])).toEqual([]);
});

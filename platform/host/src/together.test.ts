import { describe, expect, it } from "vitest";
import { together } from "./together.ts";

describe("what is done together", () => {
  it("the first waits for nobody, and those who come meanwhile share the next round", async () => {
    const rounds: number[][] = [];
    const double = together<number, number>(64, async (items) => {
      rounds.push([...items]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return items.map((item) => item * 2);
    });
    expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
    expect(rounds).toEqual([[1], [2, 3, 4]]);
  });

  it("while one round becomes durable the next is on its way, never more, and each is answered after its own", async () => {
    const [ends, answered]: [(() => void)[], number[]] = [[], []];
    let [open, most] = [0, 0];
    const same = together<number, number>(4, async (items) => {
      most = Math.max(most, ++open);
      await new Promise<void>((resolve) => ends.push(resolve));
      open--;
      return items;
    });
    const all = Array.from({ length: 12 }, (_, at) => same(at).then((item) => void answered.push(item)));
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await all[4];
    // The second is durable and the first is not: nobody of the first has been answered.
    expect(answered.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    // Others are added while it goes on.
    for (const end of ends) {
      end();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(all);
    expect([answered.length, most]).toEqual([12, 2]);
  });

  it("no round is larger than allowed, and nobody is forgotten", async () => {
    const sizes: number[] = [];
    const same = together<number, number>(10, (items) => {
      sizes.push(items.length);
      return Promise.resolve(items);
    });
    const asked = Array.from({ length: 95 }, (_, at) => at);
    expect(await Promise.all(asked.map(same))).toEqual(asked);
    expect(Math.max(...sizes)).toBe(10);
  });

  it("one that cannot be done takes none of the others along", async () => {
    const careful = together<number, number>(64, (items) =>
      items.includes(3) ? Promise.reject(new Error("three")) : Promise.resolve(items),
    );
    const done = await Promise.allSettled([1, 2, 3, 4].map(careful));
    expect(done.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });
});

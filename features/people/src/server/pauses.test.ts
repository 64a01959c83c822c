import { describe, expect, it } from "vitest";
import { pauses, turnstile } from "./pauses.ts";

describe("waiting after wrong passwords", () => {
  it("counts tries made at the same moment before any of them is answered", () => {
    const { mayTry } = pauses();
    expect([1, 2, 3, 4, 5].map(() => mayTry("lin-wei", 0))).toEqual([true, true, true, false, false]);
  });
  it("is over once the right password came, and after a quarter of an hour of silence", () => {
    const { mayTry, forget } = pauses();
    for (let attempt = 0; attempt < 3; attempt++) mayTry("lin-wei", 0);
    forget("lin-wei");
    expect(mayTry("lin-wei", 0)).toBe(true);
    for (let attempt = 0; attempt < 9; attempt++) mayTry("su-xiao", attempt * 40_000);
    const later = 9 * 40_000 + 16 * 60_000;
    expect([mayTry("su-xiao", later), mayTry("su-xiao", later), mayTry("su-xiao", later)]).toEqual([true, true, true]);
  });
});

describe("a turnstile", () => {
  it("lets a few work at once and a few wait, in order, and turns the rest away", async () => {
    const turn = turnstile(1, 2);
    const order: number[] = [];
    const finish: (() => void)[] = [];
    const work = (number: number) => () =>
      new Promise<number>((resolve) => {
        order.push(number);
        finish.push(() => resolve(number));
      });
    const first = turn(work(1));
    const second = turn(work(2));
    const third = turn(() => Promise.reject(new Error("its own mistake")));
    expect(await turn(work(4))).toBeNull();
    finish.shift()?.();
    expect(await first).toBe(1);
    expect(order).toEqual([1, 2]);
    finish.shift()?.();
    expect(await second).toBe(2);
    await expect(third).rejects.toThrow("its own mistake");
    const fifth = turn(work(5));
    finish.shift()?.();
    expect(await fifth).toBe(5);
  });
});

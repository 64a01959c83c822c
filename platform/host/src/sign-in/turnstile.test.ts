import { describe, expect, it } from "vitest";
import { turnstile } from "./turnstile.ts";

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

  /** A turnstile held by one piece of work, and what came of each that came after it. */
  function held(waiting: number) {
    const turn = turnstile(1, waiting);
    const order: string[] = [];
    let release = (): void => undefined;
    void turn(() => new Promise<void>((resolve) => (release = resolve)));
    const come = (name: string, weight: number) => turn(() => Promise.resolve(order.push(name)), weight);
    return { come, order, release: () => release() };
  }

  it("lets the heavier in first, and whoever came first among equals", async () => {
    const { come, order, release } = held(4);
    const all = [come("light", 0), come("heavy", 16), come("heavier", 17), come("heavy too", 16)];
    release();
    await Promise.all(all);
    expect(order).toEqual(["heavier", "heavy", "heavy too", "light"]);
  });

  it("that is full makes room for a heavier one, and turns away the lightest that came last", async () => {
    const { come, order, release } = held(2);
    const [first, second, heavy, light] = [come("1", 0), come("2", 0), come("heavy", 16), come("3", 0)];
    expect(await second).toBeNull();
    expect(await light).toBeNull();
    release();
    await Promise.all([first, heavy]);
    expect(order).toEqual(["heavy", "1"]);
  });

  it("lets nobody wait without end behind heavier ones", async () => {
    const turn = turnstile(1, 3);
    const releases: (() => void)[] = [];
    const heavy = () => turn(() => new Promise<void>((resolve) => releases.push(resolve)), 16);
    void heavy();
    const light = turn(() => Promise.resolve("served"));
    for (let more = 0; more < 4; more++) {
      void heavy();
      releases.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(await light).toBeNull();
    releases.shift()?.();
  });
});

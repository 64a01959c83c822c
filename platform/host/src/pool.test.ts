import { expect, test } from "vitest";
import { poolOf, type Pool } from "./pool.ts";

/** A pool whose clock is moved by hand; `slept` is what the pool asked to wait, in ms. */
function slowly(options: { readonly scarce?: boolean } = {}) {
  const slept: number[] = [];
  let wake: () => void = () => undefined;
  const pool = poolOf({
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return new Promise((resolve) => (wake = resolve));
    },
    random: () => 0.99,
    scarce: () => options.scarce === true,
  });
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const next = async (): Promise<void> => {
    wake();
    await settled();
  };
  return { pool, slept, next, settled };
}

const never = new AbortController().signal;

function enter(pool: Pool, names: readonly (readonly [string, number])[]): string[] {
  const went: string[] = [];
  for (const [name, length] of names) void pool.turn(length, never).then(() => went.push(name));
  return went;
}

test("the first goes at once, the others wait, and nobody is refused", async () => {
  const { pool, next, settled } = slowly();
  const went = enter(
    pool,
    Array.from({ length: 40 }, (_, at) => [String(at), 8_000] as const),
  );
  await settled();
  expect(went).toHaveLength(1);
  for (let turn = 0; turn < 39; turn++) await next();
  expect(new Set(went).size).toBe(40);
});

test("a flood of large files keeps a small report waiting for one of them, and a flood of small ones a large file not for ever", async () => {
  const { pool, next, settled } = slowly();
  const large = Array.from({ length: 20 }, (_, at) => [`large ${at}`, 1_048_576] as const);
  const went = enter(pool, [...large, ["report", 8_000]]);
  await settled();
  for (let turn = 0; turn < 2; turn++) await next();
  expect(went).toContain("report");
  const other = slowly();
  const small = Array.from({ length: 20 }, (_, at) => [`small ${at}`, 8_000] as const);
  const among = enter(other.pool, [...small, ["large", 1_048_576]]);
  await other.settled();
  for (let turn = 0; turn < 2; turn++) await other.next();
  expect(among).toContain("large");
});

test("what a flood can fill in a minute is bounded, and by an eighth of it where the disk is nearly full", async () => {
  for (const scarce of [false, true]) {
    const { pool, slept, next, settled } = slowly({ scarce });
    enter(
      pool,
      Array.from({ length: 30 }, (_, at) => [String(at), 1_048_576] as const),
    );
    await settled();
    for (let turn = 0; turn < 29; turn++) await next();
    const seconds = slept.reduce((sum, one) => sum + one, 0) / 1_000;
    expect((30 * 1_048_576) / seconds).toBeCloseTo(scarce ? 16_384 : 131_072);
  }
});

test("whoever has gone away takes nobody's turn", async () => {
  const { pool, next, settled } = slowly();
  const gone = new AbortController();
  void pool.turn(8_000, never);
  const left = pool.turn(1, gone.signal);
  const went = enter(pool, [["stays", 8_000]]);
  gone.abort();
  await expect(left).rejects.toThrow("host/malformed");
  await settled();
  await next();
  expect(went).toEqual(["stays"]);
});

test("when very much waits already nothing more is read, and whoever is outside comes in as it empties", async () => {
  const { pool, next, settled } = slowly();
  enter(
    pool,
    Array.from({ length: 18 }, (_, at) => [String(at), 1_048_576] as const),
  );
  await settled();
  const inside: number[] = [];
  const gone = new AbortController();
  for (const one of [1, 2, 3]) void pool.enter(never).then(() => inside.push(one));
  const left = pool.enter(gone.signal);
  gone.abort();
  await expect(left).rejects.toThrow("host/malformed");
  expect(inside).toEqual([]);
  await next();
  expect(inside).toHaveLength(1);
  // What comes in and is refused leaves the others waiting no longer than the pool is full.
  for (let turn = 0; turn < 17; turn++) await next();
  expect(inside.toSorted()).toEqual([1, 2, 3]);
});

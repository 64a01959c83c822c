import { testDatabase } from "@niuniu/host/testing";
import { fromBase64 } from "@niuniu/note";
import { sql } from "kysely";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { boxHouse, rows, type BoxHouse } from "./testing.ts";

const database = await testDatabase();
afterAll(() => database.close());

let house: BoxHouse;
beforeEach(async () => {
  house = await boxHouse(database);
});
afterEach(() => house.host.close());

it("a letter is found by its name and by the lookup of its receipt, and nothing is where there is none", async () => {
  const { case: id, header } = await house.put("One.");
  const { db } = house.host;
  expect(await rows.read(db, { id })).toMatchObject({ id, colour: "blue", due: null });
  expect(await rows.read(db, { lookup: fromBase64(header.lookup) })).toMatchObject({ id });
  expect(await rows.read(db, { id: "0123456789ABCDEF" })).toBeNull();
  expect(await rows.read(db, { lookup: new Uint8Array(16) })).toBeNull();
});

it("two who work on one letter come one after the other", async () => {
  const { case: id } = await house.put("One.");
  const order: string[] = [];
  let free = (): void => undefined;
  const first = house.host.transaction(async (tx) => {
    await rows.hold(tx, { id });
    order.push("first holds");
    await new Promise<void>((resolve) => (free = resolve));
    order.push("first is done");
  });
  await expect.poll(() => order).toEqual(["first holds"]);
  const second = house.host.transaction(async (tx) => {
    await rows.hold(tx, { id });
    order.push("second holds");
  });
  const waiting = async (): Promise<number> =>
    (await sql<{ n: number }>`select count(*)::integer as n from pg_locks where not granted`.execute(house.host.db))
      .rows[0]?.n ?? 0;
  await expect.poll(waiting).toBeGreaterThan(0);
  free();
  await Promise.all([first, second]);
  expect(order).toEqual(["first holds", "first is done", "second holds"]);
});

it("letters that somebody works on are named and waited for by nobody; what is not there is neither", async () => {
  const [one, two] = [await house.put("One."), await house.put("Two.")];
  await house.host.transaction(async (busy) => {
    await rows.hold(busy, { id: one.case });
    await house.host.transaction(async (tx) => {
      const { held, busy: others } = await rows.holdFree(tx, [one.case, two.case, "0123456789ABCDEF"]);
      expect([held.map(({ id }) => id), others]).toEqual([[two.case], [one.case]]);
    });
  });
  await house.host.transaction(async (tx) => {
    const { held, busy } = await rows.holdFree(tx, [one.case, two.case]);
    expect([held.length, busy]).toEqual([2, []]);
  });
});

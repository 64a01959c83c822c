import { testDatabase, testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { health } from "./health.ts";
import { ledger } from "./index.ts";
import { keepCosigned } from "./store.ts";
import { ledgerTables } from "./tables.ts";

const DAY = 86_400_000;
let database: TestDatabase;
let host: TestHost;
beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database, { migrations: [ledger] });
});
afterAll(async () => {
  await host.close();
  await database.close();
});

describe("what the record can tell of the house", () => {
  it("is that nobody outside has cosigned it, and then how long ago somebody did", async () => {
    const found = async (days: number) => {
      const seen = { data: null, origin: host.origin, listens: null, keepFree: 0, software: "" };
      const now = host.now() + days * DAY;
      return (await health.look({ ...seen, db: host.db, now })).map(({ code, state }) => `${state} ${code}`);
    };
    expect(await found(0)).toEqual(["soon ledger/no-witness"]);
    await keepCosigned(ledgerTables(host.db), host.random(32), 7, host.now() - 30 * DAY);
    await keepCosigned(ledgerTables(host.db), host.random(32), 7, host.now());
    expect(await found(0.9)).toEqual(["well ledger/witnessed"]);
    expect(await found(1)).toEqual(["soon ledger/witness-away"]);
    expect(await found(7)).toEqual(["ill ledger/witness-away"]);
  });
});

import { storeChecks } from "@niuniu/record/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { migrate, openDatabase, type Database } from "../database.ts";
import { testServers, type TestDatabase } from "../testing.ts";
import { storeOn } from "./store.ts";

describe.each(testServers)("the log's store, on %s", (_name, begin) => {
  let database: TestDatabase;
  const open: Database[] = [];
  beforeAll(async () => {
    database = await begin();
  });
  afterAll(async () => {
    for (const db of open) await db.destroy();
    await database.close();
  });

  it.each(storeChecks)("%s", async (_title, check) => {
    await check(async () => {
      const db = openDatabase(await database.fresh(), () => undefined);
      open.push(db);
      await migrate(db, []);
      return storeOn(db);
    });
  });
});

import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { newHouse, type House } from "./testing.ts";

/** Gives every test of a file a house of its own, all on one database: `enter` is called before each. */
export function aHouseForEach(enter: (house: House) => void): void {
  let database: TestDatabase;
  let house: House;
  beforeAll(async () => {
    database = await testDatabase();
  });
  beforeEach(async () => {
    house = await newHouse(database);
    enter(house);
  });
  afterEach(() => house.host.close());
  afterAll(() => database.close());
}

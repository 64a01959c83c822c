import { describe, test } from "vitest";
import { memoryStore } from "./memory.ts";
import { storeChecks } from "./store-checks.ts";

describe("a log in memory", () => {
  for (const [title, check] of storeChecks) test(title, () => check(() => Promise.resolve(memoryStore())));
});

import { globSync } from "node:fs";
import { expect, it } from "vitest";
import { ROOT } from "./build-pages.ts";
import { touched } from "./touched.ts";

it("a change of what pages are built from, or the server runs, is tried by the journeys, which import neither", () => {
  for (const changed of ["features/cases/src/web/coming.tsx", "platform/ui/src/text.ts", "apps/web/vite.config.ts"])
    expect(touched([changed])).toEqual(expect.arrayContaining([changed, "journeys/set-up.test.ts"]));
});

it("a change of a migration is tried by those who migrate", () => {
  expect(touched(["features/cases/src/server/migrations/001-cases.sql"])).toEqual(
    expect.arrayContaining(["features/cases/src/server/upgrade.test.ts", "apps/server/src/main.test.ts"]),
  );
});

it("a change of one test is tried by that test alone", () => {
  expect(touched(["kernel/owe/src/owe.test.ts"])).toEqual(["kernel/owe/src/owe.test.ts"]);
});

it("a change of what all of them stand on is tried by all", () => {
  expect(touched(["package-lock.json"])).toBeNull();
  expect(touched(["platform/host/src/testing-run.ts"])).toBeNull();
});

it("a change of the words is tried by whoever holds them against each other", () => {
  expect(globSync("platform/ui/src/strings/en.json", { cwd: ROOT })).toHaveLength(1);
  expect(touched(["platform/ui/src/strings/en.json"])).toContain("tools/strings.test.ts");
});

import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tools/longest-first.ts";

/**
 * Two files at a time, everywhere: a journey waits for a browser or for a slot of the record half of its time. One number for
 * all, because a project with another one has to wait until the others are through.
 */
const maxWorkers = 2;

/** One PostgreSQL for all files of a run. */
const globalSetup = "platform/host/src/testing-run.ts";

/**
 * Files of a worker share what they load: to load the house anew for each was two thirds of what the tests of pages took. A test that
 * leaves something behind for others is a fault of its own; each kind of tests has workers of its own.
 */
const isolate = false;

/** What is polled comes about when this machine has time for it: a second, as it is otherwise, is a flake. */
const expect = { poll: { timeout: 20_000 } };

/** Four speeds: pure kernels and rules; what pages do without being seen; real PostgreSQL and HTTP; a real browser. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "core",
          include: [
            "kernel/**/*.test.ts",
            "features/*/src/*.test.ts",
            "platform/{trust,wire,ui}/**/*.test.{ts,tsx}",
            "platform/matter/src/*.test.ts",
            "apps/sample/src/*.test.ts",
            "tools/**/*.test.ts",
          ],
          exclude: ["tools/breadth.test.ts"],
          isolate,
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
          maxWorkers,
        },
      },
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "web",
          include: ["{features/*,platform/matter}/src/web/**/*.test.{ts,tsx}"],
          isolate,
          testTimeout: 120_000,
          expect,
          maxWorkers,
        },
      },
      {
        test: {
          name: "server",
          include: [
            "features/*/src/server/**/*.test.ts",
            "platform/{host,matter/src/{server,sample}}/**/*.test.ts",
            "apps/{server,cli,sample/src/drill}/**/*.test.ts",
            "tools/breadth.test.ts",
          ],
          globalSetup,
          isolate,
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
          maxWorkers,
        },
      },
      {
        // What a journey takes of the pages may bring their views along.
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "journeys",
          include: ["journeys/**/*.test.ts"],
          globalSetup,
          // The server is loaded and the browser is started once a worker, not once a file.
          isolate,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers,
          // After all others, some of which measure how long something takes.
          sequence: { groupOrder: 1 },
          expect,
        },
      },
    ],
  },
});

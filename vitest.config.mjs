import { defineConfig } from "vitest/config";

/** Four speeds: pure kernels and rules; what pages do without being seen; real PostgreSQL and HTTP; a real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "core",
          include: [
            "kernel/**/*.test.ts",
            "features/*/src/*.test.ts",
            "platform/{wire,ui}/**/*.test.{ts,tsx}",
            "tools/**/*.test.ts",
          ],
          testTimeout: 120_000,
        },
      },
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: { name: "web", include: ["features/*/src/web/**/*.test.{ts,tsx}"], testTimeout: 120_000 },
      },
      {
        test: {
          name: "server",
          include: [
            "features/*/src/server/**/*.test.ts",
            "platform/host/**/*.test.ts",
            "apps/{server,cli}/**/*.test.ts",
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["journeys/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});

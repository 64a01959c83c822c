import fastify from "fastify";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sweepWhenQuiet } from "./sweep.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

it("sweeps up once nobody has asked for anything for five seconds, and again after the next who did", async () => {
  const app = fastify();
  const sweep = vi.fn();
  sweepWhenQuiet(app, sweep);
  app.get("/", () => "here");
  for (let asked = 0; asked < 3; asked++) {
    vi.advanceTimersByTime(4_900);
    await app.inject("/");
  }
  expect(sweep).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5_000);
  expect(sweep).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(sweep).toHaveBeenCalledTimes(1);
  await app.inject("/");
  vi.advanceTimersByTime(5_000);
  expect(sweep).toHaveBeenCalledTimes(2);
  await app.inject("/");
  await app.close();
  vi.advanceTimersByTime(60_000);
  expect(sweep).toHaveBeenCalledTimes(2);
});

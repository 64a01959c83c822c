import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { openStage, type Stage } from "./browser.ts";
import type { House } from "./house.ts";

/** A house and a browser for all tests of a file: opened before the first, closed after the last, whatever happened. */
export function stageForAll(options: Parameters<typeof openStage>[0] = {}): {
  readonly house: House;
  readonly browser: Browser;
} {
  let opened: Stage | null = null;
  const here = (): Stage => {
    if (opened === null) throw new Error("nothing is open before the first test");
    return opened;
  };
  beforeAll(async () => void (opened = await openStage(options)));
  afterAll(() => opened?.close());
  return {
    get house() {
      return here().house;
    },
    get browser() {
      return here().browser;
    },
  };
}

import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { PHONE, visit, type Visitor } from "./browser.ts";
import type { LyingHost } from "./lying-host.ts";

/**
 * Somebody at a browser of their own, in each language in turn, whose every answer comes through the host's hands; the host
 * tells the truth again afterwards.
 */
export async function inEachLanguage(
  { browser, host }: { readonly browser: Browser; readonly host: LyingHost },
  look: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  for (const language of ["en", "zh-CN"] as const) {
    const visitor = await visit(browser, host.house, { language, width: PHONE });
    try {
      await look(visitor);
      expect(visitor.noticed.faults).toEqual([]);
    } finally {
      await visitor.context.close();
      host.lie();
    }
  }
}

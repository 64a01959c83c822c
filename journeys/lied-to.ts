import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { openStage, PHONE, visit, type Stage, type Visitor } from "./browser.ts";
import { openLyingHost, sealed, type LyingHost } from "./lying-host.ts";

/** A house with something sealed in its record, a browser, and a host that lies between the two. */
export interface LyingStage extends Stage {
  readonly host: LyingHost;
}

/** Opens all three, or leaves none running. */
export async function openLyingStage(): Promise<LyingStage> {
  const stage = await openStage();
  try {
    const host = await openLyingHost(stage.house);
    await sealed(stage.house);
    const close = async (): Promise<void> => {
      await host.close();
      await stage.close();
    };
    return { ...stage, host, close };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

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

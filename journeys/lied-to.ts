import type { Language } from "@niuniu/ui";
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

const LANGUAGES = ["en", "zh-CN"] as const;

/**
 * Hands out one language after the other, to the tests of a file in the order they stand in, whichever of them are run: a page
 * lies or finds the same in both, and that all words exist in both is `tools/strings.test.ts`.
 */
export function byTurns(): () => Language {
  let turn = 0;
  return () => LANGUAGES[turn++ % LANGUAGES.length] ?? "en";
}

interface Lied {
  readonly browser: Browser;
  readonly host: LyingHost;
}
type Look = (visitor: Visitor) => Promise<void>;

/** Somebody at a browser of their own, whose every answer comes through the host's hands; it tells the truth again afterwards. */
async function lookIn(language: Language, { browser, host }: Lied, look: Look): Promise<void> {
  const visitor = await visit(browser, host.house, { language, width: PHONE });
  try {
    await look(visitor);
    expect(visitor.noticed.faults).toEqual([]);
  } finally {
    await visitor.context.close();
    host.lie();
  }
}

/** The body of a test: somebody is lied to, in one language or the other by turns. */
export function lyingTo(stage: () => Lied): (look: Look) => () => Promise<void> {
  const next = byTurns();
  return (look) => {
    const language = next();
    return () => lookIn(language, stage(), look);
  };
}

/** The same in both, one after the other: where a file has too few tests for both to have their turn. */
export async function inEachLanguage(stage: Lied, look: Look): Promise<void> {
  for (const language of LANGUAGES) await lookIn(language, stage, look);
}

import type { Values } from "@niuniu/ui";
import type { Visitor } from "./browser.ts";

/** A sentence by its key, with the values that are known; the others may be anything. */
export type Sentence = readonly [key: string, values?: Values];

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");

/** What a page says under a key, whatever stands in the gaps that are not given. */
export function wording({ say }: Pick<Visitor, "say">, [key, values = {}]: Sentence): RegExp {
  return new RegExp(escaped(say(key, values)).replaceAll(/\{[^}]*\}/g, "[^]+"));
}

/** The page says each of these; what it does by itself after a second or two, it does at once. */
export async function reads(visitor: Visitor, ...said: readonly Sentence[]): Promise<void> {
  for (const one of said) {
    const words = visitor.page.getByText(wording(visitor, one)).first();
    for (let tries = 0; tries < 8 && !(await words.isVisible()); tries++) {
      await visitor.page.waitForTimeout(150);
      if (tries > 2) await visitor.page.clock.fastForward(1_000);
    }
    await words.waitFor();
  }
}

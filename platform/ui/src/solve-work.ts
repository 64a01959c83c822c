import { toUtf8 } from "@niuniu/note";
import { searchWork } from "@niuniu/seal";

const SLICE = 4_000;

/** A sum that was done. */
interface Solved {
  readonly challenge: string;
  readonly counter: number;
}

/**
 * Does the sum that a server asks for, by the facts `challenge` and `bits` of its refusal, over these 32 bytes; `tell` hears how far
 * it is, from 0 to 1. The page stays usable meanwhile. `first`: the counter to begin with, another where the same is done twice.
 */
export async function solveWork(
  body: Uint8Array,
  facts: Readonly<Record<string, string | number>>,
  tell: (done: number) => void,
  first = 0,
): Promise<Solved> {
  const [challenge, bits] = [String(facts["challenge"]), Number(facts["bits"])];
  for (let from = first; ; from += SLICE) {
    const counter = searchWork(toUtf8(challenge), body, bits, from, SLICE);
    if (counter !== null) return { challenge, counter };
    // The work has no known end: this share of luck only ever approaches the whole.
    tell(1 - Math.exp(-(from - first) / 2 ** bits));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

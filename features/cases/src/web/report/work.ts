import { sha256, toUtf8 } from "@niuniu/note";
import { searchWork } from "@niuniu/seal";
import type { ReportHeader } from "../../routes.ts";

const SLICE = 4_000;

/**
 * The sum that a server asks for while very many reports arrive, over this act; `tell` hears how far it is, from 0 to 1. The
 * page stays usable meanwhile.
 */
export async function solve(
  act: string,
  facts: Readonly<Record<string, string | number>>,
  tell: (done: number) => void,
): Promise<NonNullable<ReportHeader["work"]>> {
  const challenge = String(facts["challenge"]);
  const bits = Number(facts["bits"]);
  const body = sha256(toUtf8(act));
  const expected = 2 ** bits;
  for (let from = 0; ; from += SLICE) {
    const counter = searchWork(toUtf8(challenge), body, bits, from, SLICE);
    if (counter !== null) return { challenge, counter };
    // The work has no known end: this share of luck only ever approaches the whole.
    tell(1 - Math.exp(-from / expected));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

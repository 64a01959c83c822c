import type { RosterAnswer } from "@niuniu/people";
import { useEffect, useState } from "preact/hooks";
import { loadTrust, loadWords, whenIdle } from "../later.ts";
import { pinOnce, type Pinned } from "../pin.ts";
import type { Trust } from "../trust.ts";

/** What the public page knows of the committee: not looked at yet, could not look, nothing signed yet, does not hold, or checked. */
export type TrustState =
  | { readonly state: "waiting" }
  | { readonly state: "unknown" }
  | { readonly state: "closed" }
  | { readonly state: "broken" }
  | { readonly state: "checked"; readonly trust: Trust; readonly pinned: Pinned; readonly words: string };

/**
 * In idle time: checks the chain of statements, and remembers statement 1 and the newest on this device. Every visitor of the public
 * page does exactly this, so it tells nothing about any of them.
 */
export function useTrust(answer: RosterAnswer | null): TrustState {
  const [state, setState] = useState<TrustState>({ state: "waiting" });
  useEffect(() => {
    if (answer === null) return;
    whenIdle(() => void look(answer).then(setState, () => setState({ state: "unknown" })));
  }, [answer]);
  return state;
}

async function look(answer: RosterAnswer): Promise<TrustState> {
  const [{ readTrust, wordsOf }, words] = await Promise.all([loadTrust(), loadWords()]);
  if (answer.statements.length === 0) return { state: "closed" };
  try {
    const trust = readTrust(answer, Date.now());
    return {
      state: "checked",
      trust,
      pinned: pinOnce(localStorage, trust.roster.hashes),
      words: wordsOf(words, trust.first),
    };
  } catch {
    return { state: "broken" };
  }
}

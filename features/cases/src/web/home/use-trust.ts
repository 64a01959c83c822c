import {
  askBetween,
  pinOnce,
  trustIn,
  watchRecord,
  whyNot,
  wordsOf,
  type Pinned,
  type Trust,
  type Watched,
} from "@niuniu/trust";
import { useEffect, useState } from "preact/hooks";
import { device, here } from "@niuniu/ui";
import type { RosterAnswer } from "@niuniu/wire";
import { whenIdle } from "../later.ts";
import { loadWords } from "../load-words.ts";

/**
 * What the public page knows of the committee: not looked at yet, could not look, nothing signed yet, does not hold, is
 * not in the public record, or checked.
 */
export type TrustState =
  | { readonly state: "waiting" }
  | { readonly state: "unknown" }
  | { readonly state: "closed" }
  | { readonly state: "broken" }
  | { readonly state: "unrecorded" }
  | {
      readonly state: "checked";
      readonly trust: Trust;
      readonly pinned: Pinned;
      readonly words: string;
      /** How the public record compares with what this device saw of it before. */
      readonly watched: Watched;
    };

/**
 * In idle time: checks the chain of statements and the public record, and remembers statement 1, the newest and the newest
 * milestone on this device. Every visitor of the public page does exactly this, so it tells nothing about any of them.
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
  const words = await loadWords();
  if (answer.statements.length === 0) return { state: "closed" };
  let trust: Trust;
  try {
    trust = await trustIn(answer, here);
  } catch (error) {
    return { state: whyNot(error) ?? "unknown" };
  }
  const { record, roster, first } = trust;
  const watched = await watchRecord(device, record, { between: askBetween(here.ask), now: here.now() });
  const milestone = watched.keep ? { ...record, note: record.checkpoint } : null;
  const pinned = pinOnce(device, roster.hashes, milestone);
  return { state: "checked", trust, pinned, words: wordsOf(words, first), watched };
}

import { createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";
import type { Keys } from "@niuniu/seal/open";
import { own } from "@niuniu/ui/area";
import type { KeptMatter } from "./kept-matter.ts";
import { openKept, type Kept } from "./kept.ts";

const KeptHere = createContext<Kept | null>(null);
/** Hands what this member has opened here to the pages within. */
export const KeptProvider = KeptHere.Provider;

/** Opens what a member keeps of one feature on this device while this stands, and puts it away when it goes. */
export function useOwnKept(me: string, keys: Pick<Keys, "identity">, feature: string): Kept {
  const kept = useMemo(() => openKept({ me, keys, feature, files: own, now: Date.now }), [me, keys]);
  useEffect(() => () => void kept.close(), [kept]);
  return kept;
}

/** What this member has opened here, drawn again whenever it changes. Must stand within a `KeptProvider`. */
export function useKept(): Kept {
  const kept = useContext(KeptHere);
  if (kept === null) throw new Error("nothing is kept outside the desk");
  const [, again] = useState(0);
  useEffect(() => kept.listen(() => again((count) => count + 1)), [kept]);
  return kept;
}

/** What a matter is called here: the member's own word, else how it begins, else nothing. */
export const wordsFor = (kept: KeptMatter | null): string => (kept?.label === "" ? kept.first : (kept?.label ?? ""));

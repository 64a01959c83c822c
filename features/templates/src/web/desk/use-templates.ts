import { own } from "@niuniu/ui/area";
import { createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";
import type { Keys } from "@niuniu/seal/open";
import { openSeen } from "./seen.ts";
import { openShared, type SharedTemplates } from "./shared.ts";

const TemplatesHere = createContext<SharedTemplates | null>(null);
/** Hands the committee's templates to the pages within. */
export const TemplatesProvider = TemplatesHere.Provider;

/** Opens the committee's templates while this stands, and puts them away when it goes. */
export function useOwnTemplates(keys: Pick<Keys, "identity">): SharedTemplates {
  const shared = useMemo(() => openShared(openSeen(keys, own)), [keys]);
  useEffect(() => () => shared.close(), [shared]);
  return shared;
}

/** The committee's templates, drawn again whenever they change. Must stand within a `TemplatesProvider`. */
export function useTemplates(): SharedTemplates {
  const shared = useContext(TemplatesHere);
  if (shared === null) throw new Error("there are no templates outside the desk");
  const [, again] = useState(0);
  useEffect(() => shared.listen(() => again((count) => count + 1)), [shared]);
  return shared;
}

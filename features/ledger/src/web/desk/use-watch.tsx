import { publicKey } from "@niuniu/note";
import type { Roster } from "@niuniu/roster";
import { recipientOf } from "@niuniu/seal";
import { useLoad, type Loaded } from "@niuniu/ui";
import type { Ask } from "@niuniu/wire";
import { createContext, type ComponentChildren, type JSX } from "preact";
import { useContext, useMemo, useRef } from "preact/hooks";
import type { Own } from "./names.ts";
import { publicPart, watchNames, type Memory, type Watched } from "./watch.ts";

/** What this feature needs of an unlocked desk. */
export interface DeskKeys {
  readonly me: { readonly member: string; readonly name: string };
  readonly keys: { readonly identity: Uint8Array; readonly signing: Uint8Array };
  readonly house: { readonly roster: Roster; readonly zone: string; readonly ahead: number };
  readonly ask: Ask;
}

const EVERY = 60_000;

/** Reads new statements of the record on every unlock, every minute, and when asked to. */
function useReading({ me, keys, house }: DeskKeys): Loaded<Watched> {
  const memory = useRef<Memory>({ read: [], held: new Map() });
  const own = useMemo(async (): Promise<Own> => {
    const recipient = await recipientOf(keys.identity);
    return { id: me.member, name: me.name, ...publicPart(publicKey(keys.signing), recipient) };
  }, [me.member, me.name, keys]);
  const load = async (): Promise<Watched> => {
    const watched = await watchNames(memory.current, await own);
    memory.current = watched;
    return watched;
  };
  return useLoad(load, house.roster.hashes.at(-1) ?? "", EVERY);
}

const Shared = createContext<Loaded<Watched> | null>(null);

/** Stands around the desk: the record is read once for the alarms above every page and for the page about it. */
export function Watching(props: { readonly inside: DeskKeys; readonly children: ComponentChildren }): JSX.Element {
  return <Shared.Provider value={useReading(props.inside)}>{props.children}</Shared.Provider>;
}

/** What was read of the record; inside `Watching` only. */
export function useWatch(): Loaded<Watched> {
  const watch = useContext(Shared);
  if (watch === null) throw new Error("nobody watches the record here");
  return watch;
}

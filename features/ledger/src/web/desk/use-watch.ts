import { publicKey } from "@niuniu/note";
import type { Roster } from "@niuniu/roster";
import { recipientOf } from "@niuniu/seal";
import { useLoad, type Loaded } from "@niuniu/ui";
import type { Ask } from "@niuniu/wire";
import { useMemo, useRef } from "preact/hooks";
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
export function useWatch({ me, keys, house }: DeskKeys): Loaded<Watched> {
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

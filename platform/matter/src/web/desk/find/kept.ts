import { fromUtf8, toBase64, toUtf8 } from "@niuniu/note";
import { pad, recipientOf, sealTo, unpad } from "@niuniu/seal";
import { openWith, type Keys } from "@niuniu/seal/open";
import { fileNameOf, type OwnFiles } from "@niuniu/ui/area";
import { keptOf, type KeptMatter, type ReadHere } from "./kept-matter.ts";

/** What a member has opened in this browser, while their key is open. */
export interface Kept {
  readonly all: () => readonly KeptMatter[];
  readonly of: (name: string) => KeptMatter | null;
  /** Takes in a matter that was opened; `looked`: its member has it before their eyes. */
  readonly read: (opened: ReadHere, looked: boolean) => void;
  readonly label: (name: string, label: string) => void;
  /** Calls back after every change; returns how to stop. */
  readonly listen: (changed: () => void) => () => void;
  /** Resolves once what was kept here before has been read. */
  readonly ready: Promise<void>;
  /** Writes what is not written yet and forgets it all: when the key locks. */
  readonly close: () => Promise<void>;
}

/** Matters are kept up to this number, those read last. */
const MOST = 2_000;
/** What is read within this time (ms) is written at once. */
const TOGETHER = 1_500;

interface Keeping {
  readonly me: string;
  /** Tells the files of two features apart; empty for cases, which kept some first. */
  readonly feature: string;
  readonly keys: Pick<Keys, "identity">;
  readonly files: OwnFiles;
  readonly now: () => number;
}

/** The file of the member who holds these keys, as what it says. */
function fileOf({ keys, files, feature }: Pick<Keeping, "keys" | "files" | "feature">): {
  readonly read: () => Promise<readonly KeptMatter[]>;
  readonly write: (kept: Iterable<KeptMatter>) => Promise<void>;
} {
  const own = recipientOf(keys.identity);
  const file = own.then((recipient) => files.open(fileNameOf(feature + toBase64(recipient))));
  return {
    read: async () => {
      const bytes = await (await file).read();
      if (bytes === null) return [];
      // Somebody else's file, a damaged one, or one of another version: nothing was kept.
      return openWith(keys.identity, bytes)
        .then((padded) => readKept(fromUtf8(unpad(padded))))
        .catch(() => []);
    },
    write: async (kept) => {
      const text = JSON.stringify({ niuniu: "kept v1", cases: [...kept] });
      const sealed = await sealTo([await own], pad(toUtf8(text)));
      await (await file).write(new Uint8Array(sealed));
    },
  };
}

/**
 * Opens what this member keeps on this device: one file, padded, sealed to their own key. A locked desk cannot read it, nor can a
 * colleague at the same computer. Another tab of the same member writes the same file: what both know is put together.
 */
export function openKept({ me, now, ...given }: Keeping): Kept {
  let matters: ReadonlyMap<string, KeptMatter> = new Map();
  const listeners = new Set<() => void>();
  const file = fileOf(given);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const take = (all: ReadonlyMap<string, KeptMatter>): void => {
    // A locked desk holds nothing, whatever comes in late.
    if (closed) return;
    matters = all;
    for (const listener of listeners) listener();
  };
  const write = async (): Promise<void> => {
    timer = undefined;
    const mine = matters;
    const before = await file.read();
    const all = together([...before, ...mine.values(), ...matters.values()]);
    take(all);
    await file.write(all.values());
  };
  const put = (one: KeptMatter): void => {
    take(new Map(matters).set(one.case, one));
    if (!closed) timer ??= setTimeout(() => void write(), TOGETHER);
  };
  return {
    all: () => [...matters.values()],
    of: (name) => matters.get(name) ?? null,
    read: (opened, looked) => {
      const next = keptOf(opened, me);
      const before = matters.get(next.case);
      if (before?.entries === next.entries && (!looked || before.seen === next.entries)) return;
      const { label, labelled, seen } = before ?? { label: "", labelled: 0, seen: 0 };
      put({ ...next, label, labelled, seen: looked ? next.entries : seen });
    },
    label: (name, label) => {
      const before = matters.get(name);
      if (before !== undefined) put({ ...before, label: label.trim(), labelled: now() });
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ready: file.read().then((before) => take(together([...before, ...matters.values()]))),
    close: async () => {
      closed = true;
      const written = timer === undefined ? null : write();
      clearTimeout(timer);
      matters = new Map();
      await written;
    },
  };
}

/** One of each matter: what was read last, with the word given last; the newest of all, where there are too many. */
function together(all: readonly KeptMatter[]): Map<string, KeptMatter> {
  const one = new Map<string, KeptMatter>();
  for (const next of all) {
    const before = one.get(next.case) ?? next;
    const newer = next.entries >= before.entries ? next : before;
    const named = next.labelled >= before.labelled ? next : before;
    one.delete(next.case);
    one.set(next.case, {
      ...newer,
      label: named.label,
      labelled: named.labelled,
      seen: Math.max(next.seen, before.seen),
    });
  }
  return new Map([...one].slice(-MOST));
}

/** What this software wrote; anything else is nothing. Anybody can seal a file to a member: it is shown to them and never acted upon. */
function readKept(text: string): readonly KeptMatter[] {
  const value = JSON.parse(text) as { readonly niuniu?: unknown; readonly cases?: unknown } | null;
  return value?.niuniu === "kept v1" && Array.isArray(value.cases) ? value.cases.filter(isKept) : [];
}

function isKept(value: unknown): value is KeptMatter {
  if (typeof value !== "object" || value === null) return false;
  const one = value as Readonly<Record<string, unknown>>;
  const words = [one["case"], one["first"], one["label"]].every((word) => typeof word === "string");
  const numbers = [one["entries"], one["labelled"], one["seen"]].every((number) => Number.isSafeInteger(number));
  const lists = Array.isArray(one["mentions"]) && Array.isArray(one["texts"]);
  return words && numbers && lists && (one["texts"] as unknown[]).every((entry) => typeof entry === "string");
}

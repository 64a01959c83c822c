import type { Verify } from "@niuniu/note";
import { OweError, type Instant } from "@niuniu/owe";
import { keysOf, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import type { Difference } from "./differences.ts";
import type { Kind } from "./kind.ts";
import { listen } from "./listen.ts";
import { replay } from "./replay.ts";
import type { OpenThread } from "./routes.ts";
import type { Rules } from "./rules.ts";
import type { EntryOf, Matter, StateOf } from "./state.ts";
import { signedRules } from "./signed-rules.ts";
import { verifyThread, type CheckedThread } from "./verify-thread.ts";
import { witnessIn } from "./witness-in.ts";

/** How a browser reads open matters of one kind. */
export interface OpenKind<M extends Matter> {
  readonly kind: Kind<M>;
  /** An entry from untrusted JSON. Throws Refused for anything else. */
  readonly read: (value: unknown) => EntryOf<M>;
  /** The feature's part of a policy (JSON). Throws for one it cannot judge by. */
  readonly policy: (value: unknown) => M["policy"];
}

/** What a reader knows without the server: the statements, the rules of the newest, and this device's clock. */
interface Known<Policy> {
  readonly roster: Roster;
  readonly newest: Rules<Policy>;
  readonly now: Instant;
  /** Checks signatures, where something faster than the pure code is at hand. */
  readonly verify?: Verify | undefined;
}

/** An open matter after everything has been checked: entries that hold, what does not, and where it stands by the rules. */
export interface ReadOpen<M extends Matter> extends CheckedThread<EntryOf<M>> {
  readonly rules: Rules<M["policy"]>;
  /** Null where the rules cannot be rerun over it, which is then among the differences. */
  readonly state: StateOf<M> | null;
  readonly differences: readonly Difference<M["terms"]>[];
}

/**
 * Checks an open matter as it came: the chain against its head, every signature against the keys that statements name, and everything
 * the server says against the rules, rerun here. Trusts the statements, and the server for nothing.
 */
export function readOpen<M extends Matter>(
  { kind, read, policy }: OpenKind<M>,
  thread: OpenThread,
  { roster, newest, now, verify }: Known<M["policy"]>,
): ReadOpen<M> {
  const checked = verifyThread<EntryOf<M>>({
    name: thread.matter,
    entries: thread.entries.map((one) => ({ ...one, part: -1 })),
    head: thread.head,
    parts: [],
    key: "",
    keysOf: (by) => keysOf(roster, by),
    read,
    ...(verify === undefined ? {} : { verify }),
  });
  const entries = checked.entries.map(({ entry }) => entry);
  const [first] = entries;
  const begun: (EntryOf<M> & { readonly statement?: string }) | null =
    first !== undefined && kind.begins(first) ? first : null;
  const { rules, signed } = signedRules<M["policy"]>(thread.rules, { begun, roster, newest, read: policy });
  const other: readonly Difference<never>[] = signed ? [] : [{ code: "other-rules" }];
  const { witness } = witnessIn<M["policy"]>(thread, roster, { rules, struck: [] });
  try {
    const { state } = replay<M>(kind, entries, witness);
    const heard = listen<M>(kind, entries, { ...witness, now });
    return { ...checked, rules, state, differences: [...other, ...heard] };
  } catch (error) {
    if (!(error instanceof Refused || error instanceof OweError)) throw error;
    return { ...checked, rules, state: null, differences: [...other, { code: "cannot-follow" }] };
  }
}

export type { OpenThread };

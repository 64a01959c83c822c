import type { MemberNote } from "@niuniu/committee";
import type { Instant } from "@niuniu/owe";
import type { Roster } from "@niuniu/roster";
import type { Difference } from "../differences.ts";
import type { Kind } from "../kind.ts";
import type { BeginningLetter, MessageLetter } from "../letters.ts";
import { listen } from "../listen.ts";
import { replay } from "../replay.ts";
import type { Rules } from "../rules.ts";
import type { EntryOf, Matter, StateOf } from "../state.ts";
import type { SealedThread } from "../thread.ts";
import type { Witness } from "../witness.ts";
import { signedRules, type SignedRules } from "./signed-rules.ts";
import { witnessIn } from "./witness-in.ts";

/** How a browser reads sealed matters of one kind: what both sides of one need to check, open and judge it. */
export interface SealedKind<
  M extends Matter = Matter,
  Begun extends BeginningLetter = BeginningLetter,
  Letter extends MessageLetter = MessageLetter,
> {
  readonly kind: Kind<M>;
  /** An entry from untrusted JSON. Throws Refused for anything else. */
  readonly read: (value: unknown) => EntryOf<M>;
  /** The feature's part of a policy (JSON). Throws for one it cannot judge by. */
  readonly policy: (value: unknown) => M["policy"];
  /** The letter that begins a matter, and every later one, trusting nothing in them; null for anything else. */
  readonly readBeginning: (header: unknown) => Begun | null;
  readonly readMessage: (header: unknown) => Letter | null;
}

/** What a reader knows of the rules without the server: the statements, and the rules of the newest. */
interface Known<Policy> {
  readonly roster: Roster;
  readonly newest: Rules<Policy>;
}

/** The rules of a matter whose chain begins with `first`. The first files sealed by hand named no statement. */
export function rulesOf<M extends Matter>(
  { kind, policy: read }: Pick<SealedKind<M>, "kind" | "policy">,
  first: EntryOf<M> | undefined,
  given: SealedThread["rules"],
  { roster, newest }: Known<M["policy"]>,
): SignedRules<M["policy"]> {
  const begun: (EntryOf<M> & { readonly statement?: string }) | null =
    first !== undefined && kind.begins(first) ? first : null;
  return signedRules<M["policy"]>(given, { begun, roster, newest, read });
}

/** The rules' own account of a matter: where it stands, and what the server's story has that they do not give. */
export interface Account<M extends Matter> {
  /** The rules it began under. */
  readonly rules: Rules<M["policy"]>;
  /** Null when its record cannot be followed. */
  readonly state: StateOf<M> | null;
  readonly differences: readonly Difference<M["terms"]>[];
  readonly witness: Witness<M["policy"]>;
  /** The notes about absent members that came along and hold. */
  readonly absences: readonly MemberNote[];
}

/** Reruns the rules over entries that hold. Trusts what was signed, and the server for nothing. Never throws for what it reads. */
export function accountOf<M extends Matter>(
  sealed: Pick<SealedKind<M>, "kind" | "policy">,
  { header, entries }: { readonly header: SealedThread; readonly entries: readonly EntryOf<M>[] },
  { struck, now, ...known }: Known<M["policy"]> & { readonly struck: readonly string[]; readonly now: Instant },
): Account<M> {
  const { rules, signed } = rulesOf<M>(sealed, entries[0], header.rules, known);
  const other = signed ? [] : [{ code: "other-rules" } as const];
  const { witness, notes: absences } = witnessIn<M["policy"]>(header, known.roster, { rules, struck });
  try {
    const heard = listen<M>(sealed.kind, entries, { ...witness, now });
    const { state } = replay<M>(sealed.kind, entries, witness);
    return { rules, witness, absences, state, differences: [...other, ...heard] };
  } catch {
    return { rules, witness, absences, state: null, differences: other };
  }
}

import type { MemberNote } from "@niuniu/committee";
import { toBase64 } from "@niuniu/note";
import { OweError, type Instant } from "@niuniu/owe";
import type { Roster } from "@niuniu/roster";
import type { Trust } from "@niuniu/trust";
import { Refused } from "@niuniu/wire";
import type { Difference } from "../differences.ts";
import type { Kind } from "../kind.ts";
import type { BeginningLetter, MessageLetter } from "../letters.ts";
import { retell } from "../listen.ts";
import type { Rules } from "../rules.ts";
import type { EntryOf, Matter, StateOf } from "../state.ts";
import type { SealedThread } from "../thread.ts";
import type { Witness } from "../witness.ts";
import { signedRules, type SignedRules } from "../signed-rules.ts";
import { checkSealed, type CheckedThread } from "../verify-thread.ts";
import { witnessIn } from "../witness-in.ts";

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
  /** Null where its record cannot be followed, which is then among the differences. */
  readonly state: StateOf<M> | null;
  readonly differences: readonly Difference<M["terms"]>[];
  readonly witness: Witness<M["policy"]>;
  /** The notes about absent members that came along and hold. */
  readonly absences: readonly MemberNote[];
}

/** Reruns the rules over entries that hold. Trusts what was signed, and the server for nothing. Throws nothing that the rules refuse, only faults of its own. */
export function accountOf<M extends Matter>(
  sealed: Pick<SealedKind<M>, "kind" | "policy">,
  { header, entries }: { readonly header: SealedThread; readonly entries: readonly EntryOf<M>[] },
  { struck, now, ...known }: Known<M["policy"]> & { readonly struck: readonly string[]; readonly now: Instant },
): Account<M> {
  const { rules, signed } = rulesOf<M>(sealed, entries[0], header.rules, known);
  const other = signed ? [] : [{ code: "other-rules" } as const];
  const { witness, notes: absences } = witnessIn<M["policy"]>(header, known.roster, { rules, struck });
  try {
    const { state, differences } = retell<M>(sealed.kind, entries, { ...witness, now });
    return { rules, witness, absences, state, differences: [...other, ...differences] };
  } catch (error) {
    if (!(error instanceof Refused || error instanceof OweError)) throw error;
    return { rules, witness, absences, state: null, differences: [...other, { code: "cannot-follow" }] };
  }
}

/**
 * A thread after everything that can be checked without opening it has been. The entries are those that hold; what stands between them
 * and does not is said in the alarms: "chain" also where it does not begin with this receipt, "name" where it is not this receipt's.
 */
export interface ReadThread<M extends Matter, Header extends SealedThread>
  extends CheckedThread<EntryOf<M>>, Pick<Account<M>, "state" | "differences" | "witness"> {
  readonly header: Header;
}

/** A thread as it came, and what the holder of its receipt knows without the server. */
interface Reading<Header extends SealedThread> {
  readonly header: Header;
  readonly parts: readonly Uint8Array[];
  readonly trust: Trust;
  /** The receipt's public key, 32 bytes. */
  readonly auth: Uint8Array;
  readonly firstSalt: Uint8Array;
  /** Struck out in what began it, where the receipt opens that. */
  readonly struck: readonly string[];
  readonly now: number;
}

/**
 * Makes what checks threads of a kind: chain, signatures, envelopes against the acts that name them, and the server's events against
 * the rules. It trusts the roster chain and the receipt, and the server for nothing. What does not hold is said in the result; it
 * throws only as `newest` does, which reads the rules of the newest statement, and as accountOf.
 */
export const readingOf =
  <M extends Matter, Header extends SealedThread>(
    sealed: Pick<SealedKind<M>, "kind" | "policy" | "read">,
    newest: (trust: Trust) => Rules<M["policy"]>,
  ) =>
  (reading: Reading<Header>): ReadThread<M, Header> => {
    const { header, parts, trust, struck, now } = reading;
    const { roster } = trust;
    const [auth, firstSalt] = [toBase64(reading.auth), toBase64(reading.firstSalt)];
    const { entries, alarms } = checkSealed<EntryOf<M>>(header, parts, { roster, auth, firstSalt }, sealed.read);
    const given = { header, entries: entries.map(({ entry }) => entry) };
    const account = accountOf<M>(sealed, given, { roster, newest: newest(trust), struck, now });
    return { header, entries, alarms, ...account };
  };

/** Whether the chain of commitments leads from this receipt to the head the server names. */
export const isChained = ({ alarms }: Pick<CheckedThread<unknown>, "alarms">): boolean =>
  !alarms.some(({ code }) => code === "chain" || code === "name");

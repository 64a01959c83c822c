import type { Difference, Witness } from "../../terms.ts";
import { accountOf, checkSealed, type Alarm, type CheckedEntry } from "@niuniu/matter/web";
import { toBase64 } from "@niuniu/note";
import type { Trust } from "@niuniu/trust";
import type { Entry } from "../../events.ts";
import type { ThreadHeader } from "../../routes.ts";
import type { CaseState } from "../../state.ts";
import { newestRules } from "../newest-rules.ts";
import { sealedCase } from "../sealed-case.ts";

/** A thread after everything that can be checked without opening it has been. */
export interface Thread {
  readonly header: ThreadHeader;
  /** The entries that hold. What stands between them and does not is said in the alarms. */
  readonly entries: readonly CheckedEntry<Entry>[];
  /** "chain" also where it does not begin with this receipt, "name" where the case is not this receipt's. */
  readonly alarms: readonly Alarm[];
  readonly state: CaseState | null;
  readonly differences: readonly Difference[];
  readonly witness: Witness;
}

/** Whether the chain of commitments leads from this receipt to the head the server names. */
export const isChained = ({ alarms }: Pick<Thread, "alarms">): boolean =>
  !alarms.some(({ code }) => code === "chain" || code === "name");

export interface Reading {
  readonly header: ThreadHeader;
  readonly parts: readonly Uint8Array[];
  readonly trust: Trust;
  /** The receipt's public key, 32 bytes. */
  readonly auth: Uint8Array;
  readonly firstSalt: Uint8Array;
  /** Struck out in the report, where the receipt opens it. */
  readonly struck: readonly string[];
  readonly now: number;
}

/**
 * Checks a thread: chain, signatures, envelopes against the acts that name them, and the server's events against the rules.
 * Trusts the roster chain and the receipt, and the server for nothing. What does not hold is said in the result; throws only
 * as {@link newestRules} does.
 */
export function readThread(reading: Reading): Thread {
  const { header, parts, trust, now } = reading;
  const [auth, firstSalt] = [reading.auth, reading.firstSalt].map(toBase64) as [string, string];
  const { entries, alarms } = checkSealed(header, parts, { roster: trust.roster, auth, firstSalt }, sealedCase.read);
  const given = { header, entries: entries.map(({ entry }) => entry) };
  const known = { roster: trust.roster, newest: newestRules(trust), struck: reading.struck, now };
  const { state, differences, witness } = accountOf(sealedCase, given, known);
  return { header, entries, alarms, state, differences, witness };
}

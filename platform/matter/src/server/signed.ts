import { sha256Hex, type Host } from "@niuniu/host";
import { readAct } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";
import type { Matter } from "../state.ts";
import type { SignedAct } from "./store.ts";

/** Who signs: the name and the raw Ed25519 key. */
export interface Author {
  readonly name: string;
  readonly key: Uint8Array;
}

/** What an act is read with: the feature's parser, and what it refuses. */
export interface ActReading<M extends Matter> {
  /** The parser of the pages. Throws Refused. */
  readonly read: (said: unknown) => M["act"];
  /** The code for a text that this author has not signed, or that is no act at all. */
  readonly malformed: string;
}

/** Reads an act that exactly this author signed (a signed note) and that bears no sealed message; throws Refused. */
export function readSigned<M extends Matter>(
  { verify, random }: Pick<Host, "verify" | "random">,
  { text, author }: { readonly text: string; readonly author: Author },
  { read, malformed }: ActReading<M>,
): SignedAct<M> {
  const act = read(saidBy(text, author, verify, malformed));
  return { text, act, envelope: null, salt: random(32) };
}

/**
 * The same with the sealed message that the act names, which has to be the first of `parts`, beside `more` that belong to the
 * act otherwise. `wrong`: the code where the message is missing, too much or another.
 */
export function readSealed<M extends Matter>(
  host: Pick<Host, "verify" | "random">,
  given: { readonly text: string; readonly author: Author; readonly parts: readonly Uint8Array[] },
  reading: ActReading<M> & { readonly wrong: string; readonly more: (act: M["act"]) => number },
): SignedAct<M> {
  const signed = readSigned(host, given, reading);
  const { envelope: named } = signed.act;
  const [first = null] = given.parts;
  const envelope = named === null ? null : first;
  const expected = reading.more(signed.act) + (named === null ? 0 : 1);
  if (given.parts.length !== expected || (envelope !== null && sha256Hex(envelope) !== named)) {
    throw new Refused(reading.wrong);
  }
  return { ...signed, envelope };
}

function saidBy(text: string, author: Author, verify: Host["verify"], malformed: string): unknown {
  try {
    return readAct(text, author, verify);
  } catch {
    throw new Refused(malformed);
  }
}

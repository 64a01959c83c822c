import { publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import { dayOf, type Calendar } from "@niuniu/owe";
import {
  caseName,
  newNonce,
  receiptKeys,
  REPORTER,
  requestSignature,
  sealEnvelope,
  signAct,
  spellCode,
  type Receipt,
} from "@niuniu/seal";
import { openWrap } from "@niuniu/seal/open";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import { receiptCredential, type ParcelOf, type Route } from "@niuniu/wire";
import type { Stage } from "@niuniu/wire/scene";
import type { SealedThread } from "../thread.ts";

/** By which routes whoever has a receipt reads sealed matters of a kind and says more. */
interface Receiving<Header extends SealedThread> {
  readonly thread: Route<undefined, ParcelOf<Header>>;
  readonly say: Route<ParcelOf<{ readonly act: string }>, ParcelOf<Header>>;
}

/** What they sign after the beginning. `text` is sealed to those who can open the matter; without it nothing is. */
interface Saying {
  readonly kind: string;
  readonly about?: number;
  readonly text?: string;
}

/** Somebody who comes back with their receipt. */
export interface Returning<Header extends SealedThread = SealedThread> {
  readonly case: string;
  /** The receipt as it is printed. */
  readonly code: string;
  readonly thread: () => Promise<Header>;
  /** The same with what is sealed in it, as it came. */
  readonly read: () => Promise<{ readonly header: Header; readonly parts: readonly Uint8Array[] }>;
  readonly sign: (saying: Saying) => Promise<void>;
}

/** Whoever has this receipt, in front of the server that `bytes` asks. Nothing is asked yet. */
export function comeBack<Header extends SealedThread>(
  stage: Pick<Stage, "bytes" | "now" | "random">,
  receipt: Receipt,
  calendar: Calendar,
  routes: Receiving<Header>,
): Returning<Header> {
  const keys = receiptKeys(receipt);
  const name = caseName(publicKey(keys.authSeed));
  const call = async (
    route: typeof routes.thread | typeof routes.say,
    parcel?: Uint8Array<ArrayBuffer>,
  ): Promise<{ readonly header: Header; readonly parts: readonly Uint8Array[] }> => {
    const { method, path } = route;
    const nonce = newNonce(stage.now() / 1_000, stage.random);
    const bodyHash = sha256(parcel ?? new Uint8Array(0));
    const signature = toBase64(requestSignature(keys.authSeed, { method, path, nonce, bodyHash }));
    const authorization = receiptCredential({ lookup: toBase64(keys.lookup), nonce, signature });
    const answer = readParcel(await stage.bytes(route, { authorization, ...(parcel === undefined ? {} : { parcel }) }));
    return { header: answer.header as Header, parts: answer.parts };
  };
  return {
    case: name,
    code: spellCode(receipt),
    thread: async () => (await call(routes.thread)).header,
    read: () => call(routes.thread),
    sign: async ({ text, ...fields }: Saying) => {
      const { header, parts } = await call(routes.thread);
      const { recipient } = await openWrap(keys.replySeed, parts[header.wrap] ?? new Uint8Array(0), name, REPORTER);
      const letter = { niuniu: "message v1", case: name, text };
      const envelope = text === undefined ? null : await sealEnvelope([recipient], letter);
      const act = {
        ...{ niuniu: "act v1" as const, case: name, number: header.entries.length + 1, previous: header.head },
        ...{ by: REPORTER, kind: fields.kind, date: dayOf(stage.now(), calendar) },
        envelope: envelope === null ? null : toHex(sha256(envelope)),
        ...fields,
      };
      const signed = signAct(act, { name: REPORTER, seed: keys.authSeed });
      await call(routes.say, new Uint8Array(writeParcel({ act: signed }, envelope === null ? [] : [envelope])));
    },
  };
}

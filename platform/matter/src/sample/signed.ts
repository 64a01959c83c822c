import { fromBase64, sha256, toHex } from "@niuniu/note";
import { signAct } from "@niuniu/seal";
import { writeParcel } from "@niuniu/seal/parcel";
import type { SealedThread } from "../thread.ts";

/** What a member signs: the fields that not every act has, the sealed message, and the wrap that travels with a re-wrap. */
export interface Acting {
  readonly kind: string;
  readonly envelope?: Uint8Array | null;
  readonly wrap?: Uint8Array;
  readonly [field: string]: unknown;
}

/** An act upon the newest head of this thread, signed by a member and ready to be sent. `date`: the day it bears; `signing`: base64. */
export function parcelOf(
  { case: name, entries, head }: Pick<SealedThread, "case" | "entries" | "head">,
  { id, signing }: { readonly id: string; readonly signing: string },
  date: string,
  { kind, envelope = null, wrap, ...fields }: Acting,
): Uint8Array<ArrayBuffer> {
  const act = {
    niuniu: "act v1" as const,
    case: name,
    number: entries.length + 1,
    previous: head,
    by: id,
    kind,
    date,
    envelope: envelope === null ? null : toHex(sha256(envelope)),
    ...fields,
    ...(wrap === undefined ? {} : { wrapHash: toHex(sha256(wrap)) }),
  };
  const parts = [envelope, wrap].filter((part) => part !== null && part !== undefined);
  return new Uint8Array(writeParcel({ act: signAct(act, { name: id, seed: fromBase64(signing) }), case: name }, parts));
}

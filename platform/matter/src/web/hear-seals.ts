import { NoteError, orNull, type Verify } from "@niuniu/note";
import { checkEvent, RecordError } from "@niuniu/record";
import { readPromise } from "./promised.ts";
import type { SealReading } from "./seals.ts";

/** Asks about every signature that `readSeals` will ask about, and nothing else. */
export function hearSeals({ thread, view }: Pick<SealReading, "thread" | "view">, verify: Verify): void {
  // A signature is looked at before anything is hashed; what follows is for nothing here.
  const none = (): Uint8Array => new Uint8Array(32);
  const asks = (ask: () => unknown): void => void orNull(ask, RecordError, NoteError);
  for (const { proof } of thread.proofs) asks(() => checkEvent(proof, none(), view.log, { verify, hash: none }));
  for (const { promise } of thread.promises) asks(() => readPromise(promise, none(), view.log, verify));
}

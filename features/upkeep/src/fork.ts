import { NoteError, orNull, readVerifier, toHex, type Verify } from "@niuniu/note";
import { openCheckpoint, RecordError } from "@niuniu/record";

/**
 * Whether two of these checkpoints cannot both be true: signed by one of these logs (keys as statements name them), of the same number of
 * entries, with different roots. Others may contradict one another as well, which only the whole record shows.
 */
export function isFork(saw: readonly string[], logs: readonly string[], verify?: Verify): boolean {
  return logs.some((vkey) => {
    const log = orNull(() => readVerifier(vkey), NoteError);
    if (log === null) return false;
    const opened = saw.flatMap((note) => orNull(() => openCheckpoint(note, log, verify), RecordError) ?? []);
    return opened.some((one) =>
      opened.some((other) => one.size === other.size && toHex(one.root) !== toHex(other.root)),
    );
  });
}

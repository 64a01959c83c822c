import { CallError } from "@niuniu/wire";
import { isLost } from "./call-error.ts";
import { unsettled } from "./unsettled.ts";

/** It is not known, or nothing confirms, that something signed was taken. Shown like a refusal, though it is none. */
export class Unsettled extends CallError {
  constructor(code: keyof typeof unsettled) {
    super(code, 0, { code, sentence: unsettled[code] });
  }
}

/**
 * Sends something signed that the log promises nothing for, and looks afterwards whether it is there, in an answer of its own:
 * a server that took nothing must at least say so twice. What is refused may have been taken the time before, and is looked
 * for too. Throws {@link Unsettled} where it is not to be seen, else the refusal.
 */
export async function settle(send: () => Promise<unknown>, isThere: () => Promise<boolean>): Promise<void> {
  let refusal: CallError | null = null;
  try {
    await send();
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    refusal = error;
  }
  const lost = refusal !== null && isLost(refusal);
  const there = await isThere().catch((error: unknown) => {
    if (error instanceof CallError) return false;
    throw error;
  });
  if (there) return;
  if (refusal !== null && !lost) throw refusal;
  throw new Unsettled(lost ? "ui/unknown" : "ui/unconfirmed");
}

import type { SaltedText } from "../thread.ts";

/** What a saved receipt file proves, for a machine: one line of JSON at its end. It holds no word of the report and not the receipt. */
export interface Saved {
  readonly case: string;
  /** What stood in the case's chain when the report was acknowledged. */
  readonly entries: readonly SaltedText[];
  /** The log's signed promise. */
  readonly promise: string;
  /** The tlog-proof, where it was there before the file was saved. */
  readonly proof: string | null;
  /** The log's key as C2SP writes it. */
  readonly log: string;
  /** The newest milestone that the page had seen, a signed note. */
  readonly checkpoint: string;
}

/** The line, with its end. */
export function writeSaved(saved: Saved): string {
  return `${JSON.stringify({ niuniu: "receipt v1", ...saved })}\n`;
}

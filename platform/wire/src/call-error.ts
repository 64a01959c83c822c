import type { RefusalAnswer, Sentence } from "./refused.ts";

/**
 * A call that was not granted, or not answered. `code` is the server's, or "ui/unreachable" (no answer came; what was
 * sent may or may not have arrived) or "ui/unreadable" (an answer came that is not ours). `status` is 0 where no answer
 * came. Safe to show; holds nothing typed.
 */
export class CallError extends Error {
  readonly code: string;
  readonly status: number;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly sentence: Sentence | null;

  constructor(code: string, status: number, answer?: RefusalAnswer) {
    super(code);
    this.name = "CallError";
    this.code = code;
    this.status = status;
    this.facts = answer?.facts ?? {};
    this.sentence = answer?.sentence ?? null;
  }
}

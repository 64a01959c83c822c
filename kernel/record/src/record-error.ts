/** Every way in which a chain, a proof or a log can be refused. The list is closed: callers may switch over it. */
export type RecordErrorCode =
  | "record/malformed"
  | "record/chain-mismatch"
  | "record/inclusion"
  | "record/consistency"
  | "record/wrong-origin"
  | "record/unsigned"
  | "record/bad-cosignature"
  | "record/not-this-event"
  | "record/store";

/** The one error of this package. `code` is stable; the message is for developers and holds no event. */
export class RecordError extends Error {
  override readonly name = "RecordError";
  readonly code: RecordErrorCode;

  constructor(code: RecordErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

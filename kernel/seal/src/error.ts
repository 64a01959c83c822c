/** Why sealed material, a receipt or a signature was refused. Closed: a new reason is a new release. */
export type SealErrorCode =
  | "seal/malformed-parcel"
  | "seal/bad-padding"
  | "seal/malformed"
  | "seal/not-a-receipt"
  | "seal/mistyped-receipt"
  | "seal/not-a-key"
  | "seal/mixed-recipients"
  | "seal/recipient-count"
  | "seal/cannot-open"
  | "seal/wrong-case"
  | "seal/struck-out"
  | "seal/not-in-statement"
  | "seal/bad-act"
  | "seal/bad-request";

/** The only error this package throws for what somebody else sent or typed. Its message holds no secret and no plaintext. */
export class SealError extends Error {
  override readonly name = "SealError";
  readonly code: SealErrorCode;

  constructor(code: SealErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

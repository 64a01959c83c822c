/** Every way in which a statement or a chain of them can be refused. The list is closed: callers may switch over it. */
export type RosterErrorCode =
  | "roster/malformed"
  | "roster/empty"
  | "roster/number"
  | "roster/previous"
  | "roster/version"
  | "roster/dates"
  | "roster/effective"
  | "roster/quorum-size"
  | "roster/outside-member"
  | "roster/employees-member"
  | "roster/alternates"
  | "roster/serves"
  | "roster/duplicate"
  | "roster/key"
  | "roster/unclear-organisation"
  | "roster/unclear-name"
  | "roster/unclear-role"
  | "roster/unclear-unit"
  | "roster/unclear-line"
  | "roster/unclear-appointed"
  | "roster/unclear-holder"
  | "roster/unclear-witness"
  | "roster/unclear-reason"
  | "roster/same-name"
  | "roster/self-signature"
  | "roster/too-few-active"
  | "roster/bad-signature"
  | "roster/foreign-signature"
  | "roster/repeated-signature"
  | "roster/founders"
  | "roster/quorum"
  | "roster/employees-side"
  | "roster/first";

/** The one error of this package. `code` is stable; the message is for developers, where the code does not say it all. */
export class RosterError extends Error {
  override readonly name = "RosterError";
  readonly code: RosterErrorCode;

  constructor(code: RosterErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** RosterError `code` where a rule does not hold. */
export function must(holds: boolean, code: RosterErrorCode, message?: string): void {
  if (!holds) throw new RosterError(code, message);
}

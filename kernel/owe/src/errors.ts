/** Every way this package can say no. The list is closed: a caller can handle each by name. */
export type OweCode =
  | "owe/bad-day"
  | "owe/bad-span"
  | "owe/bad-calendar"
  | "owe/due-in-past"
  | "owe/not-on-ladder"
  | "owe/settled"
  | "owe/other-act"
  | "owe/not-earlier"
  | "owe/not-later"
  | "owe/beyond-limit"
  | "owe/same-owner"
  | "owe/not-eligible"
  | "owe/absent"
  | "owe/nobody-eligible";

/** The one error this package throws. `code` is stable; the message is the code in words and holds no data of a matter. */
export class OweError extends Error {
  readonly code: OweCode;

  constructor(code: OweCode, message: string) {
    super(`${code}: ${message}`);
    this.name = "OweError";
    this.code = code;
  }
}

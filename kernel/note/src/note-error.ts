/** Every way in which bytes or a note can be refused. The list is closed: callers may switch over it. */
export type NoteErrorCode =
  | "note/malformed"
  | "note/too-long"
  | "note/unsigned"
  | "note/bad-signature"
  | "note/bad-cosignature"
  | "note/bad-name"
  | "note/bad-key"
  | "note/not-utf8"
  | "note/not-base64"
  | "note/not-hex";

/** The one error of this package. `code` is stable; the message is for developers, where the code does not say it all, and never holds a secret. */
export class NoteError extends Error {
  override readonly name = "NoteError";
  readonly code: NoteErrorCode;

  constructor(code: NoteErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Why the server does not start. The message is a sentence for the person who typed the command. */
export type CannotStartCode =
  | "host/bad-setting"
  | "host/data-in-use"
  | "host/data-not-ours"
  | "host/data-version"
  | "host/database-away"
  | "host/database-too-old"
  | "host/database-unreachable"
  | "host/disk-full"
  | "host/no-binaries"
  | "host/no-user-name"
  | "host/no-temporary-folder"
  | "host/postgres-failed"
  | "host/restore-unfinished"
  | "host/port-in-use"
  | "host/sample-unfinished"
  | "host/too-many-connections";

/**
 * The server cannot start, for a reason the operator can mend. Carries a stable code and a plain sentence that says
 * what to do; never a password or a whole URL.
 */
export class CannotStart extends Error {
  readonly code: CannotStartCode;

  constructor(code: CannotStartCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "CannotStart";
    this.code = code;
  }
}

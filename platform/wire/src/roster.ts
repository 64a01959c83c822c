/** What everybody may read: the chain of roster statements, oldest first, each the exact signed note. */
export interface RosterAnswer {
  /** Empty until the founders have signed statement 1: the line is not open yet. */
  readonly statements: readonly string[];
  /** Exact text of the policy and calendar whose SHA-256 the newest statement names. */
  readonly policy: string;
  readonly calendar: string;
  /**
   * The server's clock, rounded down to the hour (ms since epoch), so that a page can say when its own clock is wrong.
   * To the hour, because the answer is the same for everyone and kept by ETag: a cached copy must not tell a visit.
   */
  readonly now: number;
}

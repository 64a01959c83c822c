import type { Ask } from "@niuniu/wire";

/** What a page lends to whoever looks around for it. */
export interface Asking {
  /** In nobody's name. */
  readonly ask: Ask;
  /** This device's own clock, ms since epoch. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

import type { HealthLine } from "@niuniu/wire";
import { linesOf, type HealthOf, type Seen } from "./health.ts";
import { ownHealth } from "./own.ts";
import { readyOn } from "./ready.ts";

/** The house's own health, as every feature that can tell something of it states its part. */
export interface Health {
  /** States a feature's part. At start, once. */
  readonly state: (feature: string, part: HealthOf) => void;
  /** Looks now. */
  readonly look: () => Promise<readonly HealthLine[]>;
  /** Whether the database answers; within two seconds, and asked once a second at the most, however many ask. */
  readonly ready: () => Promise<boolean>;
}

/** The health of a house whose server runs: `seen` as of now. */
export function healthOn(seen: () => Seen): Health {
  const parts = new Map([["host", ownHealth]]);
  return {
    state: (feature, part) => void parts.set(feature, part),
    look: () => linesOf(parts, seen()),
    ready: readyOn(seen().db),
  };
}

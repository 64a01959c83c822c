import type { Route } from "./route.ts";

/** What goes with a call: a credential, and a body of one of the two kinds. */
export interface Sending {
  readonly authorization?: string;
  readonly json?: unknown;
  readonly parcel?: Uint8Array<ArrayBuffer>;
}

/** Calls to one running server, over HTTP, as any client makes them. Both throw where the server refuses. */
export interface Calls {
  /** A route that answers JSON. */
  readonly ask: <Request, Answer>(route: Route<Request, Answer>, sending?: Sending) => Promise<Answer>;
  /** The answer's bytes, for a route that gives a parcel. */
  readonly bytes: <Request, Answer>(route: Route<Request, Answer>, sending?: Sending) => Promise<Uint8Array>;
}

/** A member of the sample's committee. Everything a real one would keep to themselves is here: they are invented. */
export interface Player {
  readonly id: string;
  readonly password: string;
  /** base64 seeds, as their browser holds them: what opens, and what signs. */
  readonly identity: string;
  readonly signing: string;
}

/** A line for whoever tries the sample: a way in, and what it shows. */
export interface Shown {
  readonly receipt: string;
  readonly says: Readonly<Record<"en" | "zh-CN", string>>;
}

/**
 * Where the past of the sample is played: a real server on a clock that moves on when everybody who acts waits. Instants are
 * ms since epoch on that clock.
 */
export interface Stage extends Calls {
  readonly now: () => number;
  /** When the committee was founded, and the present in which the sample is handed over. */
  readonly begins: number;
  readonly ends: number;
  /** Resolves when the clock has come to an instant; dates that pass on the way have acted. */
  readonly until: (instant: number) => Promise<void>;
  readonly random: (length: number) => Uint8Array;
  readonly players: readonly Player[];
  /** Tells whoever tries the sample of a way in. */
  readonly show: (shown: Shown) => void;
}

/** What a feature adds to the sample: stories that are played at the same time, each at its own moments. */
export interface Scene {
  /** The feature. */
  readonly name: string;
  readonly stories: (stage: Stage) => Promise<readonly (() => Promise<void>)[]>;
}

import { bearerOf, mayMeet, Refused, type Audience, type Route } from "@niuniu/wire";

/** What an audience reveals of the caller, and no more. */
export interface Callers {
  /** Nothing. */
  readonly anyone: undefined;
  /** A case, never a person: whoever holds its receipt. */
  readonly receipt: { readonly case: string };
  /** A place to speak, never a person: whoever holds a token for it. */
  readonly voice: { readonly voice: string };
  /** A person of the directory; `session` says which sign-in, so that it can be ended. */
  readonly employee: { readonly employee: string; readonly session: string };
  /** A named handler; `session` says which sign-in, so that it can be ended. */
  readonly member: { readonly member: string; readonly session: string };
  /** That the one-time code is held. */
  readonly setup: { readonly setup: true };
  /** Which invitation is held. */
  readonly invited: { readonly invitation: string };
}

/** What an authenticator may look at. `path` is the address as asked for, query included; `body` the exact bytes. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
  /** True where an open stream asks whether its caller may still listen: that is no use of a session, and keeps none alive. */
  readonly again?: true;
}

/** Says who calls, or throws `Refused`. Given by the feature that knows. */
export type Authenticator<A extends Audience> = (credentials: Credentials) => Promise<Callers[A]>;

/**
 * Whether somebody who was recognised may come in here now (ms since epoch): throws `Refused` if not. It sees the route and never what
 * was sent.
 */
type Guard<A extends Audience> = (
  caller: Callers[A],
  route: Pick<Route<unknown, unknown>, "method" | "path">,
  now: number,
) => Promise<void>;

type Table = { -readonly [A in Audience]?: Authenticator<A> };

/** Who recognises each audience. Until a feature says how, only `anyone` gets in. */
export interface Authenticators {
  /** States how an audience is recognised, once. */
  readonly authenticate: <A extends Exclude<Audience, "anyone">>(audience: A, by: Authenticator<A>) => void;
  /** Adds a guard to an audience; all of them are asked, in this order, at every request and again while a stream is open. */
  readonly guard: <A extends Exclude<Audience, "anyone">>(audience: A, guard: Guard<A>) => void;
  /**
   * Who calls a route. Refused host/never-meet where the credential is one that must never be shown there, before anybody has
   * looked at it.
   */
  readonly reveal: <A extends Audience>(
    audience: A,
    route: Pick<Route<unknown, unknown>, "method" | "path">,
    credentials: Credentials,
  ) => Promise<Callers[A]>;
}

export function authenticators(now: () => number): Authenticators {
  const table: Table = { anyone: () => Promise.resolve(undefined) };
  const guards = new Map<Audience, readonly Guard<never>[]>();
  return {
    guard: (audience, guard) => void guards.set(audience, [...(guards.get(audience) ?? []), guard]),
    authenticate: (audience, by) => {
      if (table[audience] !== undefined) throw new Error(`two ways to recognise ${audience}`);
      Object.assign(table, { [audience]: by });
    },
    reveal: async (audience, route, credentials) => {
      const shown = bearerOf(credentials.authorization);
      if (shown !== null && !mayMeet(shown, audience)) throw new Refused("host/never-meet");
      const by = table[audience];
      if (by === undefined) throw new Refused("host/not-yours");
      const caller = await by(credentials);
      // Each was added to this audience, whose callers it knows.
      for (const guard of guards.get(audience) ?? []) await guard(caller as never, route, now());
      return caller;
    },
  };
}

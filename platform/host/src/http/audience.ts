import { Refused, type Audience } from "@niuniu/wire";

/** What an audience reveals of the caller, and no more. */
export interface Callers {
  /** Nothing. */
  readonly anyone: undefined;
  /** A case, never a person: whoever holds its receipt. */
  readonly receipt: { readonly case: string };
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

type Table = { -readonly [A in Audience]?: Authenticator<A> };

/** Who recognises each audience. Until a feature says how, only `anyone` gets in. */
export interface Authenticators {
  /** States how an audience is recognised, once. */
  readonly authenticate: <A extends Exclude<Audience, "anyone">>(audience: A, by: Authenticator<A>) => void;
  readonly reveal: <A extends Audience>(audience: A, credentials: Credentials) => Promise<Callers[A]>;
}

export function authenticators(): Authenticators {
  const table: Table = { anyone: () => Promise.resolve(undefined) };
  return {
    authenticate: (audience, by) => {
      if (table[audience] !== undefined) throw new Error(`two ways to recognise ${audience}`);
      Object.assign(table, { [audience]: by });
    },
    reveal: async (audience, credentials) => {
      const by = table[audience];
      if (by === undefined) throw new Refused("host/not-yours");
      return by(credentials);
    },
  };
}

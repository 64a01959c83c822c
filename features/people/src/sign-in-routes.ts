import { route } from "@niuniu/wire";

/** Key files are age files, base64: `phrase` always, one per passkey where the authenticator offers PRF. */
export interface AcceptRequest {
  readonly recipient: string;
  readonly key: string;
  readonly self: string;
  readonly phraseFile: string;
  readonly password: string;
  /** What the link's own key signed for these keys, base64; founders' links have none. */
  readonly link?: string;
}
export const accept = route<AcceptRequest, Session>({
  audience: "invited",
  method: "POST",
  path: "/people/invitation",
  takes: "json",
  gives: "json",
});

/** A session is a random token kept in the tab. It ends after an hour without use and after 12 hours in any case. */
export interface Session {
  readonly token: string;
  readonly member: string;
}
/**
 * Proof of work over `triedHash` of name and password, as the refusal people/work-needed {bits, challenge} asks for it. It
 * counts once: look for another counter to send the same again.
 */
export interface Work {
  readonly challenge: string;
  readonly counter: number;
}
/** After three wrong passwords a name asks for work, and so does everybody while more arrive than can be checked. */
export const signIn = route<{ readonly member: string; readonly password: string; readonly work?: Work }, Session>({
  audience: "anyone",
  method: "POST",
  path: "/people/sign-in",
  takes: "json",
  gives: "json",
});
export const signOut = route<undefined, null>({
  audience: "member",
  method: "POST",
  path: "/people/sign-out",
  takes: "none",
  gives: "json",
});
/**
 * WebAuthn: options are the library's JSON, passed through; the challenge lives five minutes and is answered once. Both
 * kinds of options ask for the `prf` extension with the fixed salt SHA-256("niuniu passkey v1"), as base64url in
 * `extensions.prf.eval.first`: the page hands it to the browser as bytes, keeps the 32 bytes that come back, and sends
 * the response without its extension results.
 */
export const passkeyAsk = route<undefined, { readonly ceremony: string; readonly options: unknown }>({
  audience: "anyone",
  method: "POST",
  path: "/people/passkey/ask",
  takes: "none",
  gives: "json",
});
export const passkeySignIn = route<{ readonly ceremony: string; readonly response: unknown }, Session>({
  audience: "anyone",
  method: "POST",
  path: "/people/passkey",
  takes: "json",
  gives: "json",
});
/**
 * That the member is there now: the password, or a passkey with user verification as `passkeyAsk` asks for it. A session
 * alone, which somebody may have found open, neither adds nor removes a way in.
 */
export type Proof =
  { readonly password: string; readonly work?: Work } | { readonly ceremony: string; readonly response: unknown };
/** What is offered can be added by the same member, within the five minutes of its challenge. */
export const passkeyOffer = route<{ readonly proof: Proof }, { readonly ceremony: string; readonly options: unknown }>({
  audience: "member",
  method: "POST",
  path: "/people/passkey/offer",
  takes: "json",
  gives: "json",
});
/** `file` holds the keys sealed to the passkey's PRF output, or null where the authenticator has no PRF. */
export const passkeyAdd = route<
  { readonly ceremony: string; readonly response: unknown; readonly label: string; readonly file: string | null },
  { readonly id: string }
>({ audience: "member", method: "POST", path: "/people/passkey/add", takes: "json", gives: "json" });
/** Ends every other session of the member, too: nobody can say which of them the passkey opened. */
export const passkeyRemove = route<{ readonly id: string; readonly proof: Proof }, null>({
  audience: "member",
  method: "POST",
  path: "/people/passkey/remove",
  takes: "json",
  gives: "json",
});
/**
 * The old password is tried like one at sign-in, and may ask for work like it. Every other session ends, unless `keepSessions`;
 * passkeys named in `remove` go, the others still sign in.
 */
export const passwordChange = route<
  {
    readonly old: string;
    readonly new: string;
    readonly work?: Work;
    readonly keepSessions?: true;
    readonly remove?: readonly string[];
  },
  null
>({
  audience: "member",
  method: "POST",
  path: "/people/password",
  takes: "json",
  gives: "json",
});

/**
 * Where else a member is signed in. It is made of what a session has to be kept for, its two ends: nothing is stored of
 * the device or the network it came from. Instants in ms since epoch.
 */
export interface SignedIn {
  /** Its name for {@link sessionEnd}; it opens nothing. */
  readonly session: string;
  /** When it began, to a quarter of an hour, and when it was last used, to a minute. */
  readonly since: number;
  readonly used: number;
}
/** Ends another session of the member who asks, or all others (null). */
export const sessionEnd = route<{ readonly session: string | null }, null>({
  audience: "member",
  method: "POST",
  path: "/people/session/end",
  takes: "json",
  gives: "json",
});

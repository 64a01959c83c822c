import { sha256, toUtf8 } from "@niuniu/note";
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/browser";

/** What an authenticator gives: what the server may see, and 32 secret bytes that it must not. */
export interface Touched<Response> {
  readonly response: Response;
  readonly prf: Uint8Array | null;
}

/** True where this browser has passkeys at all. */
export const hasPasskeys = (): boolean => browserSupportsWebAuthn();

/** The same for every member and server: the authenticator makes its output differ by credential and address. */
const salt = (): Uint8Array => sha256(toUtf8("niuniu passkey v1"));

/** Makes a passkey. Some authenticators give PRF output only at a later sign-in: then `prf` is null here. */
export async function makePasskey(options: unknown): Promise<Touched<RegistrationResponseJSON>> {
  const given = options as PublicKeyCredentialCreationOptionsJSON;
  return withoutSecret(await startRegistration({ optionsJSON: { ...given, extensions: withPrf(given.extensions) } }));
}

/** Asks for a passkey, of these credentials if any are named, else any this browser knows for the address. */
export async function touchPasskey(
  options: unknown,
  credentials: readonly string[] = [],
): Promise<Touched<AuthenticationResponseJSON>> {
  const given = options as PublicKeyCredentialRequestOptionsJSON;
  const named = credentials.map((id) => ({ id, type: "public-key" as const }));
  const optionsJSON = {
    ...given,
    ...(named.length > 0 ? { allowCredentials: named } : {}),
    extensions: withPrf(given.extensions),
  };
  return withoutSecret(await startAuthentication({ optionsJSON }));
}

/** True when a person closed the browser's passkey window or took too long: nothing went wrong. */
export const wasPutOff = (error: unknown): boolean =>
  error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError");

function withPrf<Extensions extends object>(extensions: Extensions | undefined): Extensions {
  // As bytes: the library passes extensions through, and a browser refuses a salt that is text.
  return { ...extensions, prf: { eval: { first: salt() } } } as unknown as Extensions;
}

/** The PRF output is the key to the member's keys: it is taken out before anything is sent. */
function withoutSecret<Response extends { readonly clientExtensionResults: object }>(
  response: Response,
): Touched<Response> {
  const results = response.clientExtensionResults as {
    readonly prf?: { readonly results?: { readonly first?: ArrayBuffer } };
  };
  const first = results.prf?.results?.first;
  const prf = first instanceof ArrayBuffer && first.byteLength === 32 ? new Uint8Array(first) : null;
  return { response: { ...response, clientExtensionResults: {} }, prf };
}

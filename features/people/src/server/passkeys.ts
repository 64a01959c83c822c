import { createHmac, timingSafeEqual } from "node:crypto";
import { sha256, toUtf8 } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { CHALLENGE_LASTS } from "../rules.ts";
import type { Passkey } from "./store-accounts.ts";

/**
 * Loaded at the first ceremony: most of the time nobody signs in, and the library is large. Earlier by a server that will
 * not be able to read its own files any more.
 */
export const library = () => import("@simplewebauthn/server");

/** EdDSA, ES256, RS256 (COSE): what authenticators in people's hands have. */
const ALGORITHMS = [-8, -7, -257];

/** What a ceremony is for: a challenge of one kind cannot be answered as the other. */
type CeremonyKind = "register" | "sign-in";

/** A ceremony as the browser carries it, and the challenge the authenticator signs. */
interface Ceremony {
  readonly ceremony: string;
  readonly challenge: Uint8Array<ArrayBuffer>;
}

const CEREMONY = /^(register|sign-in)\.(\d{13})\.[A-Za-z0-9_-]{22}$/;
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/**
 * Challenges that need no memory: each carries its end under a MAC, so asking for one writes nothing and is linked to
 * nobody, unless it was begun for a member: then it can be resumed for that one alone. That one is answered only once is for the caller to keep (`spendChallenge`).
 */
export interface Ceremonies {
  readonly begin: (kind: CeremonyKind, now: number, member?: string) => Ceremony;
  /** The challenge of a ceremony of ours, its hash and end; Refused "people/passkey-failed" if it is not ours or over. */
  readonly resume: (
    kind: CeremonyKind,
    ceremony: string,
    now: number,
    member?: string,
  ) => { readonly challenge: string; readonly hash: Uint8Array; readonly ends: number };
}

/** Ceremonies under a key of 32 secret bytes. */
export function ceremonies(key: Uint8Array, random: (count: number) => Uint8Array): Ceremonies {
  const challengeOf = (ceremony: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(createHmac("sha256", key).update(`niuniu challenge\n${ceremony}`).digest());
  const seal = (body: string, member: string): string => {
    const mac = createHmac("sha256", key).update(`niuniu ceremony\n${body}\n${member}`).digest();
    return `${body}.${base64url(mac.subarray(0, 16))}`;
  };
  return {
    begin: (kind, now, member = "") => {
      const ceremony = seal(`${kind}.${now + CHALLENGE_LASTS}.${base64url(random(16))}`, member);
      return { ceremony, challenge: challengeOf(ceremony) };
    },
    resume: (kind, ceremony, now, member = "") => {
      const body = ceremony.slice(0, ceremony.lastIndexOf("."));
      const [, given, ends] = CEREMONY.exec(body) ?? [];
      const [expected, actual] = [Buffer.from(seal(body, member)), Buffer.from(ceremony)];
      const ours = expected.length === actual.length && timingSafeEqual(expected, actual);
      if (!ours || given !== kind || Number(ends) <= now) throw new Refused("people/passkey-failed");
      return { challenge: base64url(challengeOf(ceremony)), hash: sha256(toUtf8(ceremony)), ends: Number(ends) };
    },
  };
}

/** Where passkeys belong: the origin people see, and the host name in it. */
export interface Place {
  readonly origin: string;
  readonly name: string;
}

/**
 * Asks the authenticator for 32 secret bytes of the credential (WebAuthn PRF), from a salt that is the same for
 * everyone. They stay in the browser. JSON carries the salt as base64url; the page hands it on as bytes.
 */
const prf = () => ({ prf: { eval: { first: base64url(sha256(toUtf8("niuniu passkey v1"))) } } }) as unknown as object;

/** Options for signing in with whatever passkey the browser knows for this place: nobody is named. */
export async function signInOptions(place: Place, challenge: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: new URL(place.origin).hostname,
    challenge,
    timeout: CHALLENGE_LASTS,
    userVerification: "required",
    extensions: prf(),
  });
}

/** Options for making a passkey that the browser finds again by itself. */
export async function registerOptions(
  place: Place,
  member: { readonly id: string; readonly name: string; readonly known: readonly string[] },
  challenge: Uint8Array<ArrayBuffer>,
): Promise<unknown> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: place.name,
    rpID: new URL(place.origin).hostname,
    userID: toUtf8(member.id),
    userName: member.id,
    userDisplayName: member.name,
    challenge,
    timeout: CHALLENGE_LASTS,
    attestationType: "none",
    excludeCredentials: member.known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    extensions: prf(),
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** What a new passkey is, checked. Refused "people/passkey-failed" for anything that does not fit. */
export async function checkRegistration(
  place: Place,
  challenge: string,
  response: RegistrationResponseJSON,
): Promise<Pick<Passkey, "id" | "publicKey" | "counter" | "transports">> {
  const { verifyRegistrationResponse } = await library();
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: new URL(place.origin).hostname,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  if (checked?.verified !== true) throw new Refused("people/passkey-failed");
  const { id, publicKey, counter } = checked.registrationInfo.credential;
  return { id, publicKey, counter, transports: response.response.transports ?? [] };
}

/** The passkey's new counter after a good signature. Refused "people/passkey-failed", also if the counter went back. */
export async function checkSignIn(
  place: Place,
  challenge: string,
  given: { readonly passkey: Passkey; readonly response: AuthenticationResponseJSON },
): Promise<number> {
  const { verifyAuthenticationResponse } = await library();
  const { id, publicKey, counter, transports } = given.passkey;
  const checked = await verifyAuthenticationResponse({
    response: given.response,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: new URL(place.origin).hostname,
    credential: { id, publicKey: new Uint8Array(publicKey), counter, transports: [...transports] },
    requireUserVerification: true,
  }).catch(() => null);
  if (checked?.verified !== true) throw new Refused("people/passkey-failed");
  return checked.authenticationInfo.newCounter;
}

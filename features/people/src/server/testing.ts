import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { fromBase64, signNote, toBase64, toUtf8, type Seed } from "@niuniu/note";
import { again, testHost, type TestDatabase, type TestHost, type TestHostOptions } from "@niuniu/host/testing";
import { invite, linkOf, linkSign, type Link } from "@niuniu/committee";
import { checkChain, selfSign } from "@niuniu/roster";
import { searchWork } from "@niuniu/seal";
import { bearer, invitation, setupCode, type Route } from "@niuniu/wire";
import * as routes from "../routes.ts";
import { triedHash } from "../rules.ts";
import { people, type People } from "./index.ts";

/** What came back: the answer, or the code of the refusal. */
export interface Reply<Answer> {
  readonly status: number;
  readonly code: string | null;
  readonly answer: Answer;
  readonly text: string;
}

/** Calls a route as anyone with this `Authorization` would. */
export async function ask<Request, Answer>(
  host: TestHost,
  route: Route<Request, Answer>,
  given: { readonly as?: string; readonly json?: Request } = {},
): Promise<Reply<Answer>> {
  const response = await host.inject({
    method: route.method,
    url: route.path,
    headers: {
      ...(given.as === undefined ? {} : { authorization: given.as }),
      ...(given.json === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(given.json === undefined ? {} : { payload: JSON.stringify(given.json) }),
  });
  const body: unknown = JSON.parse(response.payload);
  const code = response.statusCode < 400 ? null : (body as { readonly code: string }).code;
  return { status: response.statusCode, code, answer: body as Answer, text: response.payload };
}

export const seats: readonly routes.Seat[] = [
  { name: "Lin Wei", role: "Employee representative", side: "employees", unit: "Design" },
  { name: "周启明", role: "Outside counsel", side: "outside", unit: "" },
  { name: "Su Xiao", role: "Legal", side: "employer", unit: "Legal" },
];

/** A person with keys of their own. */
export interface Person {
  readonly id: string;
  readonly seed: Seed;
  readonly password: string;
  readonly as: string;
  readonly accepted: routes.AcceptRequest;
}

/** The work that this refusal asks for, done for a name and a password, from a counter that was not tried before. */
export function workFor(refusal: string, member: string, password: string): routes.Work {
  const { facts } = JSON.parse(refusal) as { readonly facts: { readonly bits: number; readonly challenge: string } };
  const challenge = toUtf8(facts.challenge);
  const counter = searchWork(challenge, triedHash(member, password), facts.bits, fresh, 50_000_000) ?? -1;
  fresh = counter + 1;
  return { challenge: facts.challenge, counter };
}
let fresh = 0;

/** An age file for a phrase, as far as its head goes: nothing here opens one. */
const phraseFile = toBase64(
  Buffer.from(
    `age-encryption.org/v1\n-> scrypt ${"A".repeat(22)} 15\n${"B".repeat(43)}\n--- ${"C".repeat(43)}\nsealed`,
  ),
);

/** Keys for this member id, as an invited browser would hand them in. */
export function newKeys(host: TestHost, id: string): { readonly seed: Seed; readonly request: routes.AcceptRequest } {
  const seed = host.random(32);
  const request = { ...selfSign(id, host.random(1216), seed), phraseFile, password: `the password of ${id}` };
  return { seed, request };
}

/** Accepts an invitation with fresh keys, by a founder's token or a member's link. */
export async function join(host: TestHost, id: string, by: string | Link): Promise<Person> {
  const { seed, request } = newKeys(host, id);
  const token = typeof by === "string" ? by : by.token;
  const json = typeof by === "string" ? request : { ...request, link: linkSign(by.seed, { id, ...request }) };
  const reply = await ask(host, routes.accept, { as: invitation(token), json });
  if (reply.code !== null) throw new Error(reply.code);
  return { id, seed, password: request.password, as: bearer(reply.answer.token), accepted: request };
}

/** A member's signed invitation and its link, and what the server says of it. */
export async function inviteAs(
  host: TestHost,
  by: Pick<Person, "id" | "seed" | "as">,
  guest: Partial<routes.Seat> & { readonly id: string; readonly date?: string },
): Promise<Reply<null> & { readonly note: string; readonly link: Link }> {
  const name = guest.id.replaceAll("-", " ");
  const named = { name, role: "Nurse", side: "employees", unit: "", date: "2026-01-05" } as const;
  const { statements } = (await ask(host, routes.roster)).answer;
  const secret = host.random(32);
  const note = invite(checkChain(statements), { ...named, ...guest }, secret, by);
  return { ...(await ask(host, routes.invite, { as: by.as, json: { note } })), note, link: linkOf(secret) };
}

/** The text of a draft note, whoever has signed it. */
export const draftText = (note: string): string => note.slice(0, note.indexOf("\n") + 1);

/** Signs a text as this person and nobody else. */
export const signedBy = (person: Pick<Person, "id" | "seed">, text: string): string =>
  signNote(text, [{ name: person.id, seed: person.seed }]);

/** Adds a person's signature to the open draft, or to the one of this proposer. */
export async function countersignAs(
  host: TestHost,
  person: Person,
  proposer?: string,
): Promise<Reply<{ readonly inForce: boolean }>> {
  const { answer } = await ask(host, routes.committee, { as: person.as });
  const draft = answer.drafts.find(({ by }) => proposer === undefined || by === proposer);
  const note = signedBy(person, draftText(draft?.note ?? "\n"));
  return ask(host, routes.countersign, { as: person.as, json: { note } });
}

/** A line under test: a host with `people` on it. */
export interface Line {
  readonly host: TestHost;
  readonly people: People;
  readonly setup: string;
  readonly close: () => Promise<void>;
}

export async function newLine(
  database: TestDatabase,
  options: TestHostOptions & { readonly also?: (host: TestHost) => void } = {},
): Promise<Line> {
  const host = await testHost(database, { migrations: [people], ...options });
  options.also?.(host);
  const mounted = await people.mount(host, undefined);
  return { host, people: mounted, setup: setupCode(mounted.setupCode ?? ""), close: () => host.close() };
}

/** Names the founders and has each make keys: statement 1 waits for their signatures. */
export async function gather(
  { host, setup }: Line,
  named: readonly routes.FounderSeat[] = seats,
): Promise<readonly Person[]> {
  const begun = await ask(host, routes.begin, { as: setup, json: { organisation: "Cloud Pasture", seats: named } });
  if (begun.code !== null) throw new Error(begun.code);
  const persons: Person[] = [];
  for (const { id, token } of begun.answer.invitations) persons.push(await join(host, id, token));
  return persons;
}

/** Founds the line: statement 1 is in force. */
export async function found(line: Line, named: readonly routes.FounderSeat[] = seats): Promise<readonly Person[]> {
  const persons = await gather(line, named);
  for (const person of persons) await countersignAs(line.host, person);
  return persons;
}

/**
 * A line that is founded already, and by whom: a copy of the one that was founded first in this run. `name`, of small letters, is
 * one for all that are founded by the same people on the same rules.
 */
export async function foundedLine(
  database: TestDatabase,
  {
    name,
    named = seats,
    ...options
  }: Parameters<typeof newLine>[1] & {
    readonly name: string;
    readonly named?: readonly routes.FounderSeat[];
  },
): Promise<{ readonly line: Line; readonly persons: readonly Person[] }> {
  const { connection, said } = await database.copied(`people_${name}`, async (empty) => {
    const line = await newLine(again(empty), options);
    const persons = await found(line, named);
    await line.close();
    return JSON.stringify(persons.map((one) => ({ ...one, seed: toBase64(one.seed) })));
  });
  const kept = JSON.parse(said) as readonly (Omit<Person, "seed"> & { readonly seed: string })[];
  const persons = kept.map((one) => ({ ...one, seed: fromBase64(one.seed) }));
  return { line: await newLine(again(connection), options), persons };
}

const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");
const hash = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** CBOR (RFC 8949) of the few kinds WebAuthn uses. */
function cbor(value: number | string | Uint8Array | ReadonlyMap<number | string, unknown>): Buffer {
  const head = (major: number, size: number): Buffer =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].map(([key, each]) => Buffer.concat([cbor(key), cbor(each as string)]));
  return Buffer.concat([head(5, value.size), ...entries]);
}

/** An authenticator in software: one credential, ES256, no attestation. */
export class SoftAuthenticator {
  readonly id: string;
  counter = 0;
  /** Whether it makes sure who holds it: by a fingerprint, say. */
  verifies = true;
  readonly #keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  #handle = "";

  constructor(name: string) {
    this.id = base64url(hash(name));
    this.#keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  #authenticatorData(flags: number, more: Uint8Array = new Uint8Array()): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(++this.counter);
    return Buffer.concat([hash("localhost"), Buffer.from([this.verifies ? flags : flags & ~0x04]), count, more]);
  }

  #clientData(type: string, challenge: string, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  /** Answers registration options. */
  register(options: unknown, origin = "http://localhost:8787"): unknown {
    const { challenge, user } = options as { readonly challenge: string; readonly user: { readonly id: string } };
    this.#handle = user.id;
    const { x, y } = this.#keys.publicKey.export({ format: "jwk" });
    const key = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x ?? "", "base64url")],
        [-3, Buffer.from(y ?? "", "base64url")],
      ]),
    );
    const id = Buffer.from(this.id, "base64url");
    const data = this.#authenticatorData(0x45, Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]));
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", data],
    ]);
    const response = {
      clientDataJSON: base64url(this.#clientData("webauthn.create", challenge, origin)),
      attestationObject: base64url(cbor(attestation)),
      transports: ["internal"],
    };
    return { id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {}, response };
  }

  /** Answers sign-in options. */
  signIn(options: unknown, origin = "http://localhost:8787"): unknown {
    const { challenge } = options as { readonly challenge: string };
    const clientData = this.#clientData("webauthn.get", challenge, origin);
    const data = this.#authenticatorData(0x05);
    const signature = sign("sha256", Buffer.concat([data, hash(clientData)]), this.#keys.privateKey);
    const response = {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(data),
      signature: base64url(signature),
      userHandle: this.#handle,
    };
    return { id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {}, response };
  }
}

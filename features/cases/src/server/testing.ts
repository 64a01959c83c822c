import { testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { matter } from "@niuniu/matter/server";
import { fromBase64, publicKey, sha256, toHex, toUtf8, type Seed } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { awayChanged, mayBeAway, rosterChanged } from "@niuniu/people";
import { checkChain, countersign, propose, proposeFirst, selfSign, type Member, type Roster } from "@niuniu/roster";
import { newNonce, receiptKeys, recipientOf, REPORTER, requestSignature, sealEnvelope, signAct } from "@niuniu/seal";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import { bearer, PARCEL, readToken, receiptCredential, Refused, type RefusalAnswer, type Route } from "@niuniu/wire";
import { sql } from "kysely";
import { composeReport, reportBody, type ComposedReport } from "../compose.ts";
import { DEFAULT, parsePolicy } from "../policy.ts";
import { wordsComeFromReaders } from "../rules-version.ts";
import * as routes from "../routes.ts";
import { cases } from "./index.ts";
import { rules } from "./rulebook.ts";

/** What came back: status, code of a refusal, the answer's JSON or header, its parts, its text. */
export interface Reply<Answer> {
  readonly status: number;
  readonly code: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly answer: Answer;
  readonly parts: readonly Uint8Array[];
  readonly text: string;
}
type HeaderOf<Answer> = Answer extends { readonly header: infer Header } ? Header : Answer;

/** What is sent: a parcel's bytes, a value as JSON, or a multipart form. */
export interface Sent {
  readonly as?: string;
  readonly body?: Uint8Array;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function payloadOf({
  body,
  json,
  form,
}: Sent): Promise<{ readonly type: string; readonly payload: Buffer } | null> {
  if (body !== undefined) return { type: PARCEL, payload: Buffer.from(body) };
  if (json !== undefined) return { type: "application/json", payload: Buffer.from(JSON.stringify(json)) };
  if (form === undefined) return null;
  const response = new Response(form);
  return { type: response.headers.get("content-type") ?? "", payload: Buffer.from(await response.arrayBuffer()) };
}

/** One request as anyone with this `Authorization` would send it. */
export async function ask<Request, Answer>(
  host: Pick<TestHost, "inject">,
  route: Route<Request, Answer>,
  sent: Sent = {},
): Promise<Reply<HeaderOf<Answer>>> {
  const body = await payloadOf(sent);
  const response = await host.inject({
    method: route.method,
    url: `${route.path}${sent.query ?? ""}`,
    headers: {
      ...(sent.as === undefined ? {} : { authorization: sent.as }),
      ...(body === null ? {} : { "content-type": body.type }),
      ...sent.headers,
    },
    ...(body === null ? {} : { payload: body.payload }),
  });
  const kind = String(response.headers["content-type"]);
  const bytes = new Uint8Array(response.rawPayload);
  const { value, parts } = readReply(kind, bytes);
  const refused = kind.startsWith("application/json") && response.statusCode >= 400 ? (value as RefusalAnswer) : null;
  return {
    status: response.statusCode,
    code: refused?.code ?? null,
    facts: refused?.facts ?? {},
    answer: value as HeaderOf<Answer>,
    parts,
    text: response.payload,
  };
}

function readReply(
  kind: string,
  bytes: Uint8Array,
): { readonly value: unknown; readonly parts: readonly Uint8Array[] } {
  if (kind === PARCEL) {
    const { header, parts } = readParcel(bytes);
    return { value: header, parts };
  }
  const text = new TextDecoder().decode(bytes);
  return { value: kind.startsWith("application/json") ? (JSON.parse(text) as unknown) : text, parts: [] };
}

/** A member of the committee with the keys only this person has. */
interface Person {
  readonly id: string;
  readonly member: Member;
  readonly signing: Seed;
  readonly identity: Seed;
  readonly as: string;
}

/** A line under test: a host with `cases` on it, a committee, and a clock that stands. */
export interface House {
  readonly host: TestHost;
  readonly people: ReadonlyMap<string, Person>;
  /** The statements as they were signed, the first of them first. */
  readonly notes: readonly string[];
  readonly absent: Set<string>;
  /** The absence notes the committee has signed, as far as `cases` is told. */
  readonly absences: string[];
  readonly roster: () => Roster;
  /**
   * Signs a next statement with these members, and if it is said this policy, by everybody who is in office. "ye-lan", who is
   * in no first statement, is from outside.
   */
  readonly become: (ids: readonly string[], policy?: string) => Promise<void>;
  /** As if the first statement had never been signed. */
  readonly close: () => void;
}

const COMMITTEE = [
  ["wen-jing", "Wen Jing", "employees"],
  ["luo-yan", "Luo Yan", "employees"],
  ["he-ming", "何鸣", "employer"],
  ["tao-rui", "Tao Rui", "employer"],
  ["jian-su", "Jian Su", "outside"],
] as const;

const NEWCOMER = ["ye-lan", "Ye Lan", "outside"] as const;

async function newPerson(
  [id, name, side]: (typeof COMMITTEE)[number] | typeof NEWCOMER,
  host: TestHost,
): Promise<Person> {
  const [signing, identity] = [host.random(32), host.random(32)];
  const keys = selfSign(id, await recipientOf(identity), signing);
  return {
    id,
    member: { id, name, role: "Handler", side, unit: "", ...keys },
    signing,
    identity,
    as: bearer(`token-${id}`),
  };
}

const textHash = (text: string): string => toHex(sha256(toUtf8(text)));

function firstStatement(people: readonly Person[], host: TestHost, now: number, policy: string): string {
  const draft = proposeFirst({
    ...{ organisation: "Lantern Freight", quorum: 2, witnesses: [], log: host.record.log.vkey },
    ...{ policy: textHash(policy), calendar: host.rules.own().hashes.calendar },
    ...{ date: day(now), effective: now, validUntil: day(now + YEAR) },
    members: people.map(({ member }) => member),
  });
  return people.reduce((note, { id, signing }) => countersign(null, note, { id, seed: signing }), draft);
}

const YEAR = 365 * 86_400_000;
const day = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** How a house begins, where it is not as every house does. */
export interface Beginning {
  /** Where the clock stands, ms since epoch. */
  readonly now?: number;
  /** The text of the policy its first statement names, which an earlier version of the server had brought. */
  readonly policy?: string;
  /** The house that was closed, whose committee goes on. */
  readonly after?: House;
}

/** A house in which all five are in office. */
export async function newHouse(database: TestDatabase, given: Beginning = {}): Promise<House> {
  const { now, after } = given;
  const host = await testHost(database, { migrations: [matter, cases], ...(now === undefined ? {} : { now }) });
  host.rules.bring("cases", rules);
  const { policy = host.rules.own().texts.policy } = given;
  const people = await (after === undefined
    ? Promise.all(COMMITTEE.map((one) => newPerson(one, host)))
    : [...after.people.values()]);
  const byId = new Map(people.map((person) => [person.id, person]));
  const absent = new Set<string>();
  const absences: string[] = [];
  const notes = [...(after?.notes ?? [firstStatement(people, host, host.now() - YEAR / 40, policy)])];
  let roster = checkChain(notes);
  let open = true;
  host.authenticate("member", ({ authorization }) => {
    const member = readToken("Bearer", authorization)?.replace(/^token-/, "");
    if (member === undefined) throw new Refused("host/not-yours");
    return Promise.resolve({ member, session: "" });
  });
  const bring = (text: string) =>
    sql`insert into host_text values (${textHash(text)}, ${text}) on conflict do nothing`.execute(host.db);
  await bring(policy);
  await host.rules.follow(roster.newest);
  const { receipts } = await matter.mount(host, undefined);
  await cases.mount(host, {
    receipts,
    roster: () => Promise.resolve(open ? roster : null),
    absent: () => Promise.resolve([...absent]),
    absences: () => Promise.resolve(absences),
  });
  const become = async (ids: readonly string[], policy?: string): Promise<void> => {
    const now = host.now();
    const before = roster.newest.members.map(({ id }) => id);
    const comes = ids.includes(NEWCOMER[0]) && !people.some(({ id }) => id === NEWCOMER[0]);
    if (comes) people.push(await newPerson(NEWCOMER, host));
    const members = people.flatMap(({ id, member }) => (ids.includes(id) ? [member] : []));
    const draft = propose(roster, {
      ...{ date: day(now), effective: now, validUntil: day(now + YEAR), members },
      ...(policy === undefined ? {} : { policy: textHash(policy) }),
    });
    const signers = people.filter(({ id }) => before.includes(id));
    const note = signers.reduce((text, { id, signing }) => countersign(roster, text, { id, seed: signing }), draft);
    notes.push(note);
    roster = checkChain(notes);
    if (policy !== undefined) await bring(policy);
    await host.rules.follow(roster.newest);
    await host.tell(rosterChanged, undefined);
  };
  const close = (): void => void (open = false);
  return { host, people: byId, notes, absent, absences, roster: () => roster, become, close };
}

/** Somebody says that they will be away, as `people` asks and tells it. Throws what is refused. */
export async function goesAway({ host }: Pick<House, "host">, member: string): Promise<void> {
  const refused = await host.ask(mayBeAway, member);
  if (refused !== null) throw refused;
  await host.tell(awayChanged, member);
}

/** What a reporter holds after sealing. */
export interface Reporter {
  readonly composed: ComposedReport;
  readonly authSeed: Seed;
  readonly lookup: string;
}

export interface Plan {
  readonly struck?: readonly string[];
  readonly class?: routes.CaseClass;
  readonly text?: string;
  readonly receiptOpensReport?: boolean;
  /** To whom a reader's wrap is sealed, if not to the reader. */
  readonly recipientFor?: (id: string) => Uint8Array;
}

/** Seals a report to everybody in office who is not struck out. */
export async function seal(house: House, plan: Plan = {}): Promise<Reporter> {
  const { host, people } = house;
  const struck = plan.struck ?? [];
  const roster = house.roster();
  const composed = await composeReport(
    {
      letter: {
        ...{ class: plan.class ?? "ordinary", identity: "anonymous", name: "", contact: "", language: "en" },
        ...{ what: plan.text ?? "Pressed to drink at a dinner.", when: "", where: "", who: "", struck },
      },
      readers: roster.newest.members.flatMap(({ id, recipient }) =>
        struck.includes(id) || !people.has(id)
          ? []
          : [{ id, recipient: plan.recipientFor?.(id) ?? fromBase64(recipient) }],
      ),
      statement: roster.hashes.at(-1) ?? "",
      receiptOpensReport: plan.receiptOpensReport ?? true,
      date: dayOf(host.now(), DEFAULT.calendar),
    },
    host.random,
  );
  const keys = receiptKeys(composed.receipt);
  return { composed, authSeed: keys.authSeed, lookup: composed.header.lookup };
}

/** Sends a sealed report. */
export function send(house: Pick<House, "host">, { composed }: Reporter): Promise<Reply<routes.ReportAnswer>> {
  return ask(house.host, routes.report, { body: reportBody(composed) });
}

/** Seals and sends, and expects that it is taken. */
export async function reported(house: House, plan: Plan = {}): Promise<Reporter & { readonly id: string }> {
  const reporter = await seal(house, plan);
  const reply = await send(house, reporter);
  if (reply.code !== null) throw new Error(reply.code);
  return { ...reporter, id: reporter.composed.case };
}

/** What a request signature covers besides its address. */
export interface Signing {
  readonly body?: Uint8Array;
  readonly nonce?: string;
}

/** The credential of a request signed with a receipt's key. */
export function receiptAs(
  host: Pick<TestHost, "now" | "random">,
  { lookup, authSeed }: Pick<Reporter, "lookup" | "authSeed">,
  path: string,
  { body = new Uint8Array(), nonce = newNonce(host.now() / 1_000, host.random) }: Signing = {},
): string {
  const signature = requestSignature(authSeed, { method: "POST", path, nonce, bodyHash: sha256(body) });
  return receiptCredential({ lookup, nonce, signature: Buffer.from(signature).toString("base64") });
}

/** The reporter's thread. */
export function thread({ host }: Pick<House, "host">, reporter: Reporter): Promise<Reply<routes.ThreadHeader>> {
  return ask(host, routes.thread, { as: receiptAs(host, reporter, routes.thread.path) });
}

/** What every act says, seen from the thread. */
export interface Seen {
  readonly case: string;
  readonly head: string;
  readonly entries: readonly unknown[];
}

/** A signed act with everything but its own fields filled in from the thread. */
export function signed(
  host: Pick<TestHost, "now">,
  seen: Seen,
  by: { readonly name: string; readonly seed: Seed },
  act: { readonly kind: string; readonly envelope: Uint8Array | null } & Readonly<Record<string, unknown>>,
): string {
  const { kind, envelope, ...fields } = act;
  const said = {
    ...{ niuniu: "act v1", case: seen.case, number: seen.entries.length + 1, previous: seen.head, by: by.name, kind },
    ...{ date: dayOf(host.now(), DEFAULT.calendar), envelope: envelope === null ? null : toHex(sha256(envelope)) },
    ...fields,
  } as const;
  return signAct(said as Parameters<typeof signAct>[0], by);
}

/** A message sealed to as many recipients as said. */
export async function message({ host }: Pick<House, "host">, count = 1): Promise<Uint8Array> {
  const recipients = await Promise.all(Array.from({ length: count }, () => recipientOf(host.random(32))));
  return sealEnvelope(recipients, { niuniu: "message v1", case: "", text: "We have read this." });
}

/** Sends an act of the reporter as the thread stands now. */
export async function say(
  house: Pick<House, "host">,
  reporter: Reporter,
  act: { readonly kind: string; readonly envelope?: Uint8Array | null } & Readonly<Record<string, unknown>>,
): Promise<Reply<routes.ThreadHeader>> {
  const { answer } = await thread(house, reporter);
  const envelope = act.envelope ?? null;
  const text = signed(house.host, answer, { name: REPORTER, seed: reporter.authSeed }, { ...act, envelope });
  const body = writeParcel({ act: text }, envelope === null ? [] : [envelope]);
  return ask(house.host, routes.say, { body, as: receiptAs(house.host, reporter, routes.say.path, { body }) });
}

/** A member's view of a case. */
export function deskThread(house: House, member: string, id: string): Promise<Reply<routes.ThreadHeader>> {
  return ask(house.host, routes.deskThread, { as: asMember(member), json: { case: id } });
}

const wrapHashOf = (wrap: Uint8Array | undefined): { readonly wrapHash?: string } =>
  wrap === undefined ? {} : { wrapHash: toHex(sha256(wrap)) };

export const asMember = (id: string): string => bearer(`token-${id}`);

/** A member's view of a case they write in: opened first, as every page does where the rules ask for it. */
async function opened(house: House, member: string, id: string, kind: string): Promise<Reply<routes.ThreadHeader>> {
  const seen = await deskThread(house, member, id);
  const { entries, rules } = seen.answer;
  const isOpened = entries.some(({ text }) => text.includes(`"by":"${member}","kind":"open"`));
  const isQuiet = !["answer", "stage", "outcome", "junk", "reclass", "second"].includes(kind);
  if (isQuiet || isOpened || !wordsComeFromReaders({ policy: parsePolicy(JSON.parse(rules.policy)) })) return seen;
  const before = await deskAct(house, member, id, { kind: "open" });
  return before.code === null ? before : seen;
}

/** Sends an act of a member as the case stands now; `parts` defaults to the envelope. */
export async function deskAct(
  house: House,
  member: string,
  id: string,
  act: {
    readonly kind: string;
    readonly envelope?: Uint8Array | null;
    readonly wrap?: Uint8Array;
  } & Readonly<Record<string, unknown>>,
): Promise<Reply<routes.ThreadHeader>> {
  const { answer } = await opened(house, member, id, act.kind);
  const { wrap, envelope = null, ...said } = act;
  const seed = house.people.get(member)?.signing ?? new Uint8Array(32);
  const text = signed(house.host, answer, { name: member, seed }, { ...wrapHashOf(wrap), ...said, envelope });
  const parts = [envelope, wrap].filter((part) => part !== undefined && part !== null);
  const body = writeParcel({ act: text, case: id }, parts);
  return ask(house.host, routes.deskAct, { as: asMember(member), body });
}

/** The public half of a reporter's key. */
export const keyOfReporter = ({ authSeed }: Reporter): Uint8Array => publicKey(authSeed);

/** Counts anew what a test has put into the tables by hand. */
export async function recount({ host }: Pick<House, "host">): Promise<void> {
  await sql`delete from cases_count`.execute(host.db);
  await sql`insert into cases_count (what, key, n) select what, key, n from cases_counted`.execute(host.db);
}

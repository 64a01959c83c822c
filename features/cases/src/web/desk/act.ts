import { fromBase64, readVerifier, sha256, toHex } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { activeMembers, seatsOf } from "@niuniu/roster";
import { recipientOf, sealEnvelope, signAct } from "@niuniu/seal";
import { rewrap } from "@niuniu/seal/open";
import { call, here } from "@niuniu/ui";
import type { ParcelOf } from "@niuniu/wire";
import { head as headRoute } from "@niuniu/wire/record";
import { inWords } from "../../in-words.ts";
import type { MessageLetter } from "../../letters.ts";
import { deskAct, deskThread, type ThreadHeader } from "../../routes.ts";
import { outbox, Overtaken, type Outbox, type Log, type SignedAct } from "@niuniu/matter/web";
import type { Desk } from "./desk.ts";
import { held } from "./holds.ts";
import { mayRepeat, Meanwhile } from "./meanwhile.ts";
import { openCase, type OpenedCase } from "./open-case.ts";
import type { Plan } from "./plan.ts";

/**
 * Seals, signs and sends one act, and answers the case as it is once the log's own word shows that the act was taken. If
 * somebody acted meanwhile the thread is read again; the act is signed anew, once, where nothing came that its author should
 * see first ({@link mayRepeat}). What was typed is never lost. `log`: the record's, where it has been looked at.
 * Throws {@link Meanwhile}, Unsettled, CallError or SealError.
 */
export async function perform(
  desk: Desk,
  thread: ParcelOf<ThreadHeader>,
  plan: Plan,
  log?: Log,
): Promise<ParcelOf<ThreadHeader>> {
  const known = (): Promise<Log> => (log === undefined ? logOf(desk) : Promise.resolve(log));
  try {
    return await send(desk, thread, { plan, log: known });
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    if (!mayRepeat(plan.kind, thread, error.thread, desk.roster)) throw new Meanwhile(error.thread);
    return send(desk, error.thread, { plan, log: known }).catch((again: unknown) => {
      throw isOvertaken(again) ? new Meanwhile(again.thread) : again;
    });
  }
}

/** The log whose promises count: the one the committee names, else the one this server keeps. How far it has grown this device's clock alone tells. */
async function logOf({ roster }: Desk): Promise<Log> {
  const vkey = roster.newest.log ?? (await call(headRoute, undefined)).log;
  return { log: readVerifier(vkey), until: 0 };
}

type Box = Outbox<ParcelOf<ThreadHeader>>;

const isOvertaken = (error: unknown): error is Overtaken<ParcelOf<ThreadHeader>> => error instanceof Overtaken;

/** What a member has sent and not yet seen to be taken. It goes with their keys. */
const boxes = new WeakMap<Desk["keys"], Box>();

function boxOf({ keys }: Desk): Box {
  const box = boxes.get(keys) ?? outbox("cases/stale-head");
  boxes.set(keys, box);
  return box;
}

function send(
  desk: Desk,
  thread: ParcelOf<ThreadHeader>,
  { plan, log }: { readonly plan: Plan; readonly log: () => Promise<Log> },
): Promise<ParcelOf<ThreadHeader>> {
  const { case: name } = thread.header;
  return boxOf(desk).deliver(`${name} ${JSON.stringify(plan)}`, () => signed(desk, thread, plan), {
    send: ({ act, parts }) => desk.ask(deskAct, { header: { act, case: name }, parts }),
    read: () => desk.ask(deskThread, { case: name }),
    log,
    clock: desk.clock,
    wait: here.wait,
  });
}

async function signed(desk: Desk, thread: ParcelOf<ThreadHeader>, plan: Plan): Promise<SignedAct> {
  const { header } = thread;
  const opened = plan.text === null && plan.kind !== "rewrap" ? null : await openCase(thread, desk);
  if (opened !== null) refuseUnread(opened);
  const envelope = plan.text === null || opened === null ? null : await sealed(desk, opened, plan);
  const wrap = plan.kind === "rewrap" && opened !== null ? await wrapFor(desk, opened, plan.reader) : null;
  const place = { number: header.entries.length + 1, previous: header.head };
  const act = signedAct(desk, { case: header.case, ...place }, plan, { envelope, wrap });
  return { act, ...place, parts: [envelope, wrap].filter((part) => part !== null) };
}

/** What is sealed, or said already, and so stands in no field of its own. */
const inside: readonly string[] = ["kind", "text", "finding", "mentions"];

/** The signed note of an act upon this head; fields in the order in which every author writes them. */
function signedAct(
  desk: Desk,
  place: { readonly case: string; readonly number: number; readonly previous: string },
  plan: Plan,
  { envelope, wrap }: { readonly envelope: Uint8Array | null; readonly wrap: Uint8Array | null },
): string {
  const { kind } = plan;
  const fields = Object.fromEntries(Object.entries(plan).filter(([key]) => !inside.includes(key)));
  const act = {
    niuniu: "act v1" as const,
    ...place,
    by: desk.me,
    kind,
    date: dayOf(desk.clock(), desk.calendar),
    envelope: envelope === null ? null : toHex(sha256(envelope)),
    ...fields,
    ...(wrap === null ? {} : { wrapHash: toHex(sha256(wrap)) }),
  };
  return signAct(act, { name: desk.me, seed: desk.keys.signing });
}

async function sealed(desk: Desk, opened: OpenedCase, plan: Plan): Promise<Uint8Array> {
  const letter: MessageLetter = {
    niuniu: "message v1",
    case: opened.header.case,
    text: inWords(plan.text ?? ""),
    ...(plan.finding === undefined ? {} : { finding: plan.finding }),
    ...(plan.mentions === undefined ? {} : { mentions: plan.mentions }),
  };
  const recipients = plan.kind === "note" ? readersOf(desk, opened) : await partiesOf(desk, opened);
  return sealEnvelope(recipients, letter);
}

/** Without the report nobody here knows whom its author struck out, so nothing is sealed to anybody. */
function refuseUnread({ report, sealedText, unopenable }: OpenedCase): void {
  if ((report === null && sealedText === null) || unopenable !== null) throw held("cases/desk-no-report");
}

/** The recipients of the current statement for everybody who by the signed record holds a wrap and was not struck out. */
function readersOf(desk: Desk, { readers, struck }: OpenedCase): readonly Uint8Array[] {
  return seatsOf(desk.roster.newest)
    .filter(({ id }) => readers.includes(id) && !struck.includes(id))
    .map(({ recipient }) => fromBase64(recipient));
}

/**
 * The reporter and the readers. While everybody who holds a wrap is still a member and was not struck out, the readers are
 * reached through the case itself, so that later readers can follow; else each one directly, so that nobody else reads on.
 */
async function partiesOf(desk: Desk, opened: OpenedCase): Promise<readonly Uint8Array[]> {
  const { replyTo, caseSeed, readers, struck } = opened;
  // A sealed file without a recipient in it cannot be answered; what is written then is kept for the readers.
  if (replyTo === null) return readersOf(desk, opened);
  const there = (id: string): boolean => seatsOf(desk.roster.newest).some((member) => member.id === id);
  const whole = readers.every((id) => there(id) && !struck.includes(id));
  if (caseSeed !== null && whole) return [replyTo, await recipientOf(caseSeed)];
  return [replyTo, ...readersOf(desk, opened)];
}

/** Wraps the case for one more reader: only with the strike list read from the report, and with nothing in doubt. */
async function wrapFor(desk: Desk, opened: OpenedCase, reader: string): Promise<Uint8Array> {
  const { caseSeed, header, report, alarms } = opened;
  if (report === null || caseSeed === null) throw held("cases/desk-no-report");
  const struck = struckWith(desk, report.struck);
  if (!struck.includes(reader) && alarms.length > 0) throw held("cases/desk-doubtful");
  const active = activeMembers(desk.roster, desk.clock());
  const listed = new Map(active.map(({ id, recipient }) => [id, fromBase64(recipient)]));
  const recipient = listed.get(reader);
  if (recipient === undefined) throw held("cases/desk-waiting-reader");
  return rewrap({ caseSeed, caseId: header.case, struck, reader, recipient, listed });
}

/** The strike list, and everybody who holds a key that a struck-out person has ever had in a signed statement. */
function struckWith({ roster }: Desk, struck: readonly string[]): readonly string[] {
  const everybody = roster.statements.flatMap(({ members }) => members);
  const keys = new Set(everybody.filter(({ id }) => struck.includes(id)).map(({ recipient }) => recipient));
  return [...new Set([...struck, ...everybody.filter(({ recipient }) => keys.has(recipient)).map(({ id }) => id)])];
}

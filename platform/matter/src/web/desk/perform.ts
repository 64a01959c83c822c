import { fromBase64, readVerifier, sha256, toHex } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { activeMembers, seatsOf } from "@niuniu/roster";
import { recipientOf, sealEnvelope, signAct } from "@niuniu/seal";
import { rewrap } from "@niuniu/seal/open";
import { call, CallError, here } from "@niuniu/ui";
import type { ParcelOf, Route, Sentence } from "@niuniu/wire";
import { head as headRoute } from "@niuniu/wire/record";
import type { BeginningLetter, MessageLetter } from "../../letters.ts";
import type { EntryOf, Matter } from "../../state.ts";
import type { SealedThread } from "../../thread.ts";
import { outbox, Overtaken, type Outbox } from "../outbox.ts";
import type { Log, SignedAct } from "../taken.ts";
import { checkSealed } from "../../verify-thread.ts";
import type { Desk } from "./desk.ts";
import type { DeskKind, OpenedMatter } from "./open-sealed.ts";

/** What a member decided, before it is sealed and signed. `text` is sealed; null seals none. `reader`: who is let in by a "rewrap". */
export interface DeskPlan {
  readonly kind: string;
  readonly text: string | null;
  readonly reader?: string;
}

/** Why a desk holds something back by itself, before anything is sent. */
export type HeldBack =
  /** What began the matter cannot be read here, and so nobody knows whom its reporter struck out. */
  | "no-report"
  /** Something in the matter does not match. */
  | "doubtful"
  /** Who is to be let in has a key that does not count yet. */
  | "waiting-reader";

/** How members act on the matters of a kind. */
export interface Acting<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Plan extends DeskPlan,
> extends DeskKind<M, Begun, Letter> {
  readonly act: Route<ParcelOf<{ readonly act: string; readonly case: string }>, ParcelOf<Header>>;
  readonly thread: Route<{ readonly case: string }, ParcelOf<Header>>;
  readonly open: (thread: ParcelOf<Header>, desk: Desk<M["policy"]>) => Promise<OpenedMatter<M, Begun, Letter, Header>>;
  /** What is sealed of a plan. Throws Refused for words that are none. */
  readonly letter: (plan: Plan, name: string) => Letter;
  /** Fields of a plan that are sealed, and so stand in no field of the act. */
  readonly inside: readonly string[];
  /** Acts whose words are for the readers among themselves. */
  readonly internal: readonly Plan["kind"][];
  /** Acts that decide: a signature on them would decide over words that their author never saw. */
  readonly deciding: readonly Plan["kind"][];
  /** True for an entry that no act needs to answer, such as that somebody opened it. */
  readonly isQuiet: (entry: EntryOf<M>) => boolean;
  /** The error that a held-back act ends with. */
  readonly held: (why: HeldBack) => CallError;
  /** What is said where somebody acted first. */
  readonly meanwhile: Sentence;
}

/** Somebody acted first, and the member has to see it before signing upon it. `thread` is the matter as it is now. */
export class Meanwhile<Header extends SealedThread = SealedThread> extends CallError {
  readonly thread: ParcelOf<Header>;

  constructor(code: string, sentence: Sentence, thread: ParcelOf<Header>) {
    super(code, 409, { code, sentence });
    this.thread = thread;
  }
}

/** What a member does, as a function of one kind of matter. */
export interface Performing<Header extends SealedThread, Plan extends DeskPlan, Policy> {
  /**
   * Seals, signs and sends one act, and answers the matter as it is once the log's own word shows that the act was taken. If
   * somebody acted meanwhile the thread is read again; the act is signed anew, once, where nothing came that its author should
   * see first (`mayRepeat`). What was typed is never lost. `log`: the record's, where it has been looked at.
   * Throws {@link Meanwhile}, Unsettled, CallError or SealError.
   */
  readonly perform: (desk: Desk<Policy>, thread: ParcelOf<Header>, plan: Plan, log?: Log) => Promise<ParcelOf<Header>>;
  /**
   * Whether an act may be signed anew upon a newer thread without asking: opening always; a message or a wrap where everything new bears a
   * good signature and is quiet; what decides, never.
   */
  readonly mayRepeat: (
    kind: Plan["kind"],
    seen: ParcelOf<Header>,
    newer: ParcelOf<Header>,
    roster: Desk["roster"],
  ) => boolean;
}

/** The log whose promises count: the one the committee names, else the one this server keeps. How far it has grown this device's clock alone tells. */
async function logOf({ roster }: Pick<Desk, "roster">): Promise<Log> {
  const vkey = roster.newest.log ?? (await call(headRoute, undefined)).log;
  return { log: readVerifier(vkey), until: 0 };
}

/** Makes what members of this kind act by. */
export function performing<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Plan extends DeskPlan,
>(acting: Acting<M, Begun, Letter, Header, Plan>): Performing<Header, Plan, M["policy"]> {
  type Thread = ParcelOf<Header>;
  const stale = `${acting.kind.feature}/stale-head`;
  const isOvertaken = (error: unknown): error is Overtaken<Thread> => error instanceof Overtaken;
  const meanwhile = (thread: Thread) => new Meanwhile(stale, acting.meanwhile, thread);
  /** What a member has sent and not yet seen to be taken. It goes with their keys. */
  const boxes = new WeakMap<Desk["keys"], Outbox<Thread>>();
  const boxOf = ({ keys }: Pick<Desk, "keys">): Outbox<Thread> => {
    const box = boxes.get(keys) ?? outbox<Thread>(stale);
    boxes.set(keys, box);
    return box;
  };
  const send = (desk: Desk<M["policy"]>, thread: Thread, plan: Plan, log: () => Promise<Log>): Promise<Thread> => {
    const { case: name } = thread.header;
    return boxOf(desk).deliver(`${name} ${JSON.stringify(plan)}`, () => signed(acting, desk, thread, plan), {
      send: ({ act, parts }) => desk.ask(acting.act, { header: { act, case: name }, parts }),
      read: () => desk.ask(acting.thread, { case: name }),
      log,
      clock: desk.clock,
      wait: here.wait,
    });
  };
  const mayRepeat: Performing<Header, Plan, M["policy"]>["mayRepeat"] = (kind, seen, newer, roster) => {
    if (kind === "open") return true;
    const known = seen.header.entries;
    const goesOn = known.every(({ text }, at) => newer.header.entries[at]?.text === text);
    if (acting.deciding.includes(kind) || !goesOn) return false;
    const { header, parts } = newer;
    const { entries } = checkSealed<EntryOf<M>>(header, parts, { roster, auth: header.auth }, acting.read);
    const fresh = entries.filter(({ entry }) => entry.number > known.length);
    return fresh.length === header.entries.length - known.length && fresh.every(({ entry }) => acting.isQuiet(entry));
  };
  return {
    mayRepeat,
    perform: async (desk, thread, plan, log) => {
      const known = (): Promise<Log> => (log === undefined ? logOf(desk) : Promise.resolve(log));
      try {
        return await send(desk, thread, plan, known);
      } catch (error) {
        if (!isOvertaken(error)) throw error;
        if (!mayRepeat(plan.kind, thread, error.thread, desk.roster)) throw meanwhile(error.thread);
        return send(desk, error.thread, plan, known).catch((again: unknown) => {
          throw isOvertaken(again) ? meanwhile(again.thread) : again;
        });
      }
    },
  };
}

/** What of an opened matter sealing needs. */
type Sealing = Pick<
  OpenedMatter<Matter, BeginningLetter, MessageLetter>,
  "header" | "report" | "sealedText" | "unopenable" | "replyTo" | "caseSeed" | "readers" | "struck" | "alarms"
>;

async function signed<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Plan extends DeskPlan,
>(
  acting: Acting<M, Begun, Letter, Header, Plan>,
  desk: Desk<M["policy"]>,
  thread: ParcelOf<Header>,
  plan: Plan,
): Promise<SignedAct> {
  const { header } = thread;
  const letsIn = plan.kind === "rewrap" ? (plan.reader ?? null) : null;
  const [envelope, wrap] =
    plan.text === null && letsIn === null ? [null, null] : await sealedOf(acting, desk, thread, { plan, letsIn });
  const place = { number: header.entries.length + 1, previous: header.head };
  const fields = Object.entries(plan).filter(([key]) => !["kind", "text", ...acting.inside].includes(key));
  // Fields in the order in which every author writes them.
  const act = {
    niuniu: "act v1" as const,
    case: header.case,
    ...place,
    by: desk.me,
    kind: plan.kind,
    date: dayOf(desk.clock(), desk.calendar),
    envelope: envelope === null ? null : toHex(sha256(envelope)),
    ...Object.fromEntries(fields),
    ...(wrap === null ? {} : { wrapHash: toHex(sha256(wrap)) }),
  };
  const note = signAct(act, { name: desk.me, seed: desk.keys.signing });
  return { act: note, ...place, parts: [envelope, wrap].filter((part) => part !== null) };
}

/** The words of a plan, sealed to those they are for, and the wrap of whoever it lets in: null for what there is none of. */
async function sealedOf<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Plan extends DeskPlan,
>(
  acting: Acting<M, Begun, Letter, Header, Plan>,
  desk: Desk<M["policy"]>,
  thread: ParcelOf<Header>,
  { plan, letsIn }: { readonly plan: Plan; readonly letsIn: string | null },
): Promise<readonly [Uint8Array | null, Uint8Array | null]> {
  const { held, internal } = acting;
  const opened = await acting.open(thread, desk);
  refuseUnread(opened, held);
  const recipients = internal.includes(plan.kind) ? readersOf(desk, opened) : await partiesOf(desk, opened);
  const { case: name } = thread.header;
  return [
    plan.text === null ? null : await sealEnvelope(recipients, acting.letter(plan, name)),
    letsIn === null ? null : await wrapFor(desk, opened, { reader: letsIn, held }),
  ];
}

/** Without what began it nobody here knows whom its author struck out, so nothing is sealed to anybody. */
function refuseUnread({ report, sealedText, unopenable }: Sealing, held: (why: HeldBack) => CallError): void {
  if ((report === null && sealedText === null) || unopenable !== null) throw held("no-report");
}

/** The recipients of the current statement for everybody who by the signed record holds a wrap and was not struck out. */
function readersOf(desk: Pick<Desk, "roster">, { readers, struck }: Sealing): readonly Uint8Array[] {
  return seatsOf(desk.roster.newest)
    .filter(({ id }) => readers.includes(id) && !struck.includes(id))
    .map(({ recipient }) => fromBase64(recipient));
}

/**
 * The reporter and the readers. While everybody who holds a wrap is still a member and was not struck out, the readers are
 * reached through the matter itself, so that later readers can follow; else each one directly, so that nobody else reads on.
 */
async function partiesOf(desk: Pick<Desk, "roster">, opened: Sealing): Promise<readonly Uint8Array[]> {
  const { replyTo, caseSeed, readers, struck } = opened;
  // A sealed file without a recipient in it cannot be answered; what is written then is kept for the readers.
  if (replyTo === null) return readersOf(desk, opened);
  const there = (id: string): boolean => seatsOf(desk.roster.newest).some((member) => member.id === id);
  const whole = readers.every((id) => there(id) && !struck.includes(id));
  if (caseSeed !== null && whole) return [replyTo, await recipientOf(caseSeed)];
  return [replyTo, ...readersOf(desk, opened)];
}

/** Wraps the matter for one more reader: only with the strike list read from its beginning, and with nothing in doubt. */
async function wrapFor(
  desk: Pick<Desk, "roster" | "clock">,
  { caseSeed, header, report, alarms }: Sealing,
  { reader, held }: { readonly reader: string; readonly held: (why: HeldBack) => CallError },
): Promise<Uint8Array> {
  if (report === null || caseSeed === null) throw held("no-report");
  const struck = struckWith(desk, report.struck);
  if (!struck.includes(reader) && alarms.length > 0) throw held("doubtful");
  const active = activeMembers(desk.roster, desk.clock());
  const listed = new Map(active.map(({ id, recipient }) => [id, fromBase64(recipient)]));
  const recipient = listed.get(reader);
  if (recipient === undefined) throw held("waiting-reader");
  return rewrap({ caseSeed, caseId: header.case, struck, reader, recipient, listed });
}

/** The strike list, and everybody who holds a key that a struck-out person has ever had in a signed statement. */
function struckWith({ roster }: Pick<Desk, "roster">, struck: readonly string[]): readonly string[] {
  const everybody = roster.statements.flatMap(({ members }) => members);
  const keys = new Set(everybody.filter(({ id }) => struck.includes(id)).map(({ recipient }) => recipient));
  return [...new Set([...struck, ...everybody.filter(({ recipient }) => keys.has(recipient)).map(({ id }) => id)])];
}

import { sha256Hex, utcDay, type Handler, type Host, type Tx } from "@niuniu/host";
import { REPORTER } from "@niuniu/seal";
import { Refused, type ParcelOf } from "@niuniu/wire";
import type { Decision } from "../../append.ts";
import type { Watch } from "../../rules.ts";
import type { Matter } from "../../state.ts";
import type { OlderHeader, SealedThread } from "../../thread.ts";
import type { Wrapping } from "../../wraps.ts";
import { requireHybrid } from "../hybrid.ts";
import type { Matters } from "../matters.ts";
import { keyIn, openOffice, type Office } from "../office.ts";
import { readSealed, type Author } from "../signed.ts";
import type { Row, SignedAct } from "../store.ts";
import type { MatterKey, SealedRows } from "./rows.ts";
import { olderOf, sealedThread, type Handing, type Sealed, type Viewer } from "./thread.ts";

/** The largest wrap in bytes: one hybrid recipient, and a key. */
const LARGEST_WRAP = 2_600;

/** What a decision knows besides the matter itself. */
interface Setting<M extends Matter> {
  readonly watch: Watch<M["policy"]>;
  readonly now: number;
  /** Hash of the newest statement. */
  readonly statement: string;
}

/** The sealed matters of a feature, as they are handed out to those who may read them and acted upon. */
export interface Serving<M extends Matter, R extends Row<M> & Sealed, More> {
  /** The feature's: its refusals bear it. */
  readonly name: string;
  /** The code where there is no such matter, or none that the caller can open. */
  readonly unknown: string;
  readonly rows: SealedRows<R>;
  readonly handing: Handing<R, More>;
  readonly matters: Matters<M, R>;
  readonly office: () => Promise<Office | null>;
  /** The parser of the pages for an act. Throws Refused. */
  readonly read: (said: unknown) => M["act"];
  /** The largest later message in bytes, sealed. */
  readonly largest: number;
  /** What follows from an act, or Refused. */
  readonly decide: (row: R, act: M["act"], setting: Setting<M>) => Decision<M>;
  /** Whatever else must hold before it is stored; throws Refused. */
  readonly check: (
    tx: Tx,
    row: R,
    decided: { readonly act: M["act"]; readonly decision: Decision<M> },
  ) => Promise<void>;
  /** Called after every act. */
  readonly acted: () => void;
}

type Thread<More> = ParcelOf<SealedThread & More>;
type OnPage<More> = Handler<"receipt", ParcelOf<{ readonly act: string }>, Thread<More>>;

/** The handlers of a feature's sealed matters: for whoever holds a receipt, and for members at their desk. */
export interface SealedHandlers<More> {
  /** Everything the holder of the receipt may have of the matter, a page of older ciphertexts, and one act signed with its key. */
  readonly thread: Handler<"receipt", undefined, Thread<More>>;
  readonly older: Handler<"receipt", { readonly before: number }, ParcelOf<OlderHeader>>;
  readonly say: OnPage<More>;
  /** The same for those who can open it, and one act signed with the key that the statement in force names. */
  readonly deskThread: Handler<"member", { readonly case: string }, Thread<More>>;
  readonly deskOlder: Handler<"member", { readonly case: string; readonly before: number }, ParcelOf<OlderHeader>>;
  readonly deskAct: Handler<"member", ParcelOf<{ readonly act: string; readonly case: string }>, Thread<More>>;
}

/** Serves the sealed matters of a feature. */
export function servingOn<M extends Matter, R extends Row<M> & Sealed, More>(
  host: Host,
  serving: Serving<M, R, More>,
): SealedHandlers<More> {
  const on = { ...serving, host };
  const { rows, handing } = serving;
  const mine = async (id: string): Promise<R> => {
    const row = await rows.read(host.db, { id });
    if (row === null) throw new Refused(`${serving.name}/unknown-receipt`);
    return row;
  };
  // A matter that a member cannot open is the same as none: nobody learns of it by guessing names.
  const readable = async (id: string, member: string): Promise<R> => {
    const row = await rows.read(host.db, { id });
    if (row?.readers.includes(member) !== true) throw new Refused(serving.unknown);
    return row;
  };
  const shown = async (row: R, reader: string): Promise<Thread<More>> => {
    const viewer: Viewer = { reader, absences: (await serving.office())?.absences ?? [], now: host.now() };
    return sealedThread(host, handing, { row, viewer });
  };
  return {
    thread: async ({ caller }) => shown(await mine(caller.case), REPORTER),
    older: ({ caller, request }) =>
      olderOf(host.db, handing, { id: caller.case, reader: REPORTER, before: request.before }),
    say: async ({ caller, request: { header, parts } }) => {
      const { auth } = await mine(caller.case);
      if (auth === null) throw new Refused(`${serving.name}/unknown-receipt`);
      const signed = readOn(on, { text: header.act, parts, author: { name: REPORTER, key: auth } });
      return shown(await act(on, { id: caller.case }, signed), REPORTER);
    },
    deskThread: async ({ caller, request }) => shown(await readable(request.case, caller.member), caller.member),
    deskOlder: async ({ caller, request }) => {
      const { id } = await readable(request.case, caller.member);
      return olderOf(host.db, handing, { id, reader: caller.member, before: request.before });
    },
    deskAct: async ({ caller, request: { header, parts } }) => {
      const { id } = await readable(header.case, caller.member);
      const office = openOffice(await serving.office(), serving.name);
      const author = { name: caller.member, key: keyIn(office, caller.member, serving.name) };
      const signed = readOn(on, { text: header.act, parts, author });
      const wrap = wrapIn(serving.name, signed.act, parts);
      const after = await act(on, { id }, signed, async (tx) => {
        if (wrap !== null) await handing.store.saveWrap(tx, { id, ...wrap, fresh: utcDay(host.now()) });
      });
      return shown(after, caller.member);
    },
  };
}

type On<M extends Matter, R extends Row<M> & Sealed> = Serving<M, R, unknown> & { readonly host: Host };

/**
 * Reads an act that exactly this author signed, with the envelope it names. Refused NAME/malformed-act for any other text,
 * NAME/wrong-envelope where the sealed message is missing, too much or another.
 */
function readOn<M extends Matter, R extends Row<M> & Sealed>(
  { host, name, read, largest }: On<M, R>,
  given: { readonly text: string; readonly parts: readonly Uint8Array[]; readonly author: Author },
): SignedAct<M> {
  const signed = readSealed<M>(host, given, {
    ...{ read, malformed: `${name}/malformed-act`, wrong: `${name}/wrong-envelope` },
    // The wrap that whoever lets somebody in has made for them.
    more: ({ kind }) => (kind === "rewrap" ? 1 : 0),
  });
  if ((signed.envelope?.length ?? 0) > largest) throw new Refused(`${name}/wrong-size`);
  return signed;
}

/**
 * Lets the rules decide, and makes the act and what follows from it durable in one transaction. `also` stores what else belongs to the
 * act.
 */
async function act<M extends Matter, R extends Row<M> & Sealed>(
  { matters, office, name, unknown, rows, decide, check, acted }: On<M, R>,
  key: MatterKey,
  signed: SignedAct<M>,
  also: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<R> {
  const { statement } = openOffice(await office(), name);
  const after = await matters.act({
    hold: async (tx) => {
      const held = await rows.hold(tx, key);
      if (held === null) throw new Refused(unknown);
      return held;
    },
    signed,
    decide: (row, watch, now) => decide(row, signed.act, { watch, now, statement }),
    check: async (tx, row, decision) => {
      // A message goes to the matter, or to its readers one by one, and possibly to its reporter; never to nobody.
      const most = row.readers.length + 2;
      if (signed.envelope !== null) requireHybrid(signed.envelope, { least: 1, most }, `${name}/not-sealed`);
      await check(tx, row, { act: signed.act, decision });
    },
    also,
  });
  acted();
  return after;
}

/** The wrap that comes with an act that lets somebody in: one hybrid recipient, of a size a wrap can have, and exactly the file that was signed for. */
function wrapIn(
  name: string,
  { kind, reader = "", wrapHash }: { readonly kind: string } & Partial<Wrapping>,
  [wrap]: readonly Uint8Array[],
): { readonly reader: string; readonly wrap: Uint8Array } | null {
  if (kind !== "rewrap" || wrap === undefined) return null;
  requireHybrid(wrap, { least: 1, most: 1 }, `${name}/not-sealed`);
  if (wrap.length > LARGEST_WRAP) throw new Refused(`${name}/wrong-size`);
  if (sha256Hex(wrap) !== wrapHash) throw new Refused(`${name}/wrong-wraps`);
  return { reader, wrap };
}

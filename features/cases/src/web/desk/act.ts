import { fromBase64, sha256, toHex } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { recipientOf, sealEnvelope, signAct } from "@niuniu/seal";
import { rewrap } from "@niuniu/seal/open";
import { CallError } from "@niuniu/ui";
import type { ParcelOf } from "@niuniu/wire";
import type { MemberAct } from "../../events.ts";
import type { Finding, MessageLetter } from "../../letters.ts";
import { deskAct, deskThread, type ThreadHeader } from "../../routes.ts";
import { nowAt, type Desk } from "./desk.ts";
import { openCase, type OpenedCase } from "./open-case.ts";

type Kind = MemberAct["kind"];
type FieldsOf<K extends Kind> = Omit<
  Extract<MemberAct, { readonly kind: K }>,
  "niuniu" | "case" | "number" | "previous" | "by" | "kind" | "date" | "envelope"
>;

/** What a handler decided, before it is sealed and signed. */
export type Plan = {
  [K in Kind]: { readonly kind: K; readonly text: string | null; readonly finding?: Finding } & FieldsOf<K>;
}[Kind];

/** What the acts of an open case go through: sent, and shown as it is afterwards. */
export type Perform = (plan: Plan) => Promise<void>;

/**
 * Seals, signs and sends one act, and answers the case as it is afterwards. If somebody acted meanwhile the thread is
 * read again and the act is signed anew, once; what was typed is never lost. Throws CallError or SealError.
 */
export async function perform(desk: Desk, thread: ParcelOf<ThreadHeader>, plan: Plan): Promise<ParcelOf<ThreadHeader>> {
  try {
    return await send(desk, thread, plan);
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== "cases/stale-head") throw error;
    return send(desk, await desk.ask(deskThread, { case: thread.header.case }), plan);
  }
}

async function send(desk: Desk, thread: ParcelOf<ThreadHeader>, plan: Plan): Promise<ParcelOf<ThreadHeader>> {
  const { header } = thread;
  const opened = plan.text === null && plan.kind !== "rewrap" ? null : await openCase(thread, desk);
  const envelope = plan.text === null || opened === null ? null : await sealed(desk, opened, plan);
  const wrap = plan.kind === "rewrap" && opened !== null ? await wrapFor(desk, opened, plan.reader) : null;
  const act = signedAct(desk, header, plan, envelope);
  return desk.ask(deskAct, {
    header: { act, case: header.case },
    parts: [envelope, wrap].filter((part) => part !== null),
  });
}

/** What is sealed, or said already, and so stands in no field of its own. */
const inside: readonly string[] = ["kind", "text", "finding"];

/** The signed note of an act upon this head; fields in the order in which every author writes them. */
function signedAct(desk: Desk, header: ThreadHeader, plan: Plan, envelope: Uint8Array | null): string {
  const { kind } = plan;
  const fields = Object.fromEntries(Object.entries(plan).filter(([key]) => !inside.includes(key)));
  const act = {
    niuniu: "act v1" as const,
    case: header.case,
    number: header.entries.length + 1,
    previous: header.head,
    by: desk.me,
    kind,
    date: dayOf(nowAt(desk), desk.calendar),
    envelope: envelope === null ? null : toHex(sha256(envelope)),
    ...fields,
  };
  return signAct(act, { name: desk.me, seed: desk.keys.signing });
}

async function sealed(desk: Desk, opened: OpenedCase, plan: Plan): Promise<Uint8Array> {
  const letter: MessageLetter = {
    niuniu: "message v1",
    case: opened.header.case,
    text: plan.text ?? "",
    ...(plan.finding === undefined ? {} : { finding: plan.finding }),
  };
  const recipients = plan.kind === "note" ? readersOf(desk, opened) : await partiesOf(desk, opened);
  return sealEnvelope(recipients, letter);
}

/** The recipients of the current statement for everybody who holds a wrap and was not struck out. */
function readersOf(desk: Desk, { header, struck }: OpenedCase): readonly Uint8Array[] {
  return desk.roster.newest.members
    .filter(({ id }) => header.readers.includes(id) && !struck.includes(id))
    .map(({ recipient }) => fromBase64(recipient));
}

/**
 * The reporter and the readers. While everybody who holds a wrap is still a member, the readers are reached through the
 * case itself, so that later readers can follow; once somebody has left, each one directly, so that who left reads no more.
 */
async function partiesOf(desk: Desk, opened: OpenedCase): Promise<readonly Uint8Array[]> {
  const { replyTo, caseSeed, header } = opened;
  // A sealed file without a recipient in it cannot be answered; what is written then is kept for the readers.
  if (replyTo === null) return readersOf(desk, opened);
  const left = header.readers.some((id) => !desk.roster.newest.members.some((member) => member.id === id));
  if (caseSeed !== null && !left) return [replyTo, await recipientOf(caseSeed)];
  return [replyTo, ...readersOf(desk, opened)];
}

async function wrapFor(desk: Desk, opened: OpenedCase, reader: string): Promise<Uint8Array> {
  const { caseSeed, header, struck } = opened;
  const members = new Map(desk.roster.newest.members.map(({ id, recipient }) => [id, fromBase64(recipient)]));
  if (caseSeed === null) throw new Error("a case that was not opened cannot be wrapped");
  const recipient = members.get(reader) ?? new Uint8Array();
  return rewrap({ caseSeed, caseId: header.case, struck, reader, recipient, listed: members });
}

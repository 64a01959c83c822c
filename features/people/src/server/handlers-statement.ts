import { toBase64 } from "@niuniu/note";
import {
  checkChain,
  checkDraft,
  checkNext,
  isClear,
  readStatement,
  RosterError,
  seatsOf,
  signaturesMissing,
  type Roster,
  type Statement,
} from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { mayTakeForce, personLeft, rosterChanged } from "../moments.ts";
import type { Draft, ProposeRequest } from "../routes.ts";
import {
  checkEffect,
  checkKeysKnown,
  checkRecordKnown,
  checkWitnesses,
  draftEnds,
  textHash,
  unclearCode,
} from "../rules.ts";
import { checkAdopted } from "../resolution-rules.ts";
import { forgetAsked, tellAsked } from "./asked.ts";
import type { Context } from "./context.ts";
import { draftAnswer, noteOf, signatureLineOf, textOf } from "./draft.ts";
import type { MemberCaller } from "./handlers-sign-in.ts";
import { publishStatement } from "./publishing.ts";
import { loadSeats } from "./store-accounts.ts";
import { loadAdoptedProposals } from "./store-resolutions.ts";
import {
  addSignatureLine,
  addStatement,
  loadDrafts,
  lockCommittee,
  lockDraft,
  openDraft,
  removeDraft,
  removeDrafts,
  removePastDrafts,
  removeSetup,
} from "./store-statements.ts";
import { peopleTables, type PeopleDb } from "./tables.ts";
import { asksMoved } from "./waiting.ts";

const idsIn = (statement: Pick<Statement, "members">): readonly string[] => seatsOf(statement).map(({ id }) => id);

/** Whom a statement names no more; who gave up a seat and waits as an alternate is named. */
function noMoreNamed(before: Roster | null, after: Roster): readonly string[] {
  const there = new Set(after.newest.members.map(({ id }) => id));
  return (before?.newest.members ?? []).map(({ id }) => id).filter((id) => !there.has(id));
}

/** What the roster rules say of a proposed text, as a refusal that names the rule. */
function checkedDraft(before: Roster, text: string, { host }: Context): Statement {
  try {
    // What is wrong with a witness is said by name, before the rules find that two keys are one.
    checkWitnesses(readStatement(text).witnesses);
    return checkDraft(before, text, host.verify);
  } catch (error) {
    if (error instanceof RosterError)
      throw new Refused(unclearCode(error) ?? "people/unsound-statement", { rule: error.code });
    throw error;
  }
}

/** Everything this server asks of a proposal beyond the rules any reader checks. */
async function checkProposal(
  { host }: Context,
  tx: PeopleDb,
  { before, statement }: { readonly before: Roster; readonly statement: Statement },
): Promise<void> {
  checkEffect(Date.parse(statement.effective), host.now());
  checkRecordKnown(statement.log, [before.newest.log, host.record.log.vkey]);
  const { policy, calendar } = statement;
  const texts = await host.rules.find([policy, calendar]);
  if (!texts.has(policy) || !texts.has(calendar)) throw new Refused("people/unknown-policy");
  checkAdopted(before.newest, statement, await loadAdoptedProposals(tx));
  const accounts = (await loadSeats(tx, host.now())).flatMap(({ id, recipient, key }) =>
    recipient === null || key === null ? [] : [{ id, recipient: toBase64(recipient), key: toBase64(key) }],
  );
  checkKeysKnown(statement.members, accounts);
  const hindrance = await host.ask(mayTakeForce, idsIn(statement));
  if (hindrance !== null) throw hindrance;
}

/** Opens the next statement for signatures, with its proposer's own, beside whatever others propose. */
export async function propose(
  context: Context,
  { member }: MemberCaller,
  { note, reason }: ProposeRequest,
): Promise<Draft> {
  if (reason !== undefined && !isClear(reason)) throw new Refused("people/unclear-reason");
  const { db, host, roster, inTurn } = context;
  const work = () =>
    db.transaction().execute(async (tx) => {
      await lockCommittee(tx);
      const before = await roster.current(tx);
      await dropPast(context, tx, before);
      const signer = before === null ? undefined : seatsOf(before.newest).find(({ id }) => id === member);
      if (before === null || signer === undefined) throw new Refused("people/not-yet-member");
      const text = textOf(note);
      const statement = checkedDraft(before, text, context);
      const line = signatureLineOf(note, signer, host.verify);
      await checkProposal(context, tx, { before, statement });
      const ends = draftEnds(Date.parse(statement.effective));
      if (!(await openDraft(tx, { text, proposer: member, ends, reason: reason ?? null })))
        throw new Refused("people/draft-open");
      await addSignatureLine(tx, member, { member, line });
      const others = idsIn(before.newest).filter((id) => id !== member);
      await tellAsked(context, tx, { what: "signature", of: textHash(text), ends }, others);
      return { text, proposer: member, ends, reason: reason ?? null, lines: new Map([[member, line]]) };
    });
  const draft = await inTurn(work);
  await asksMoved({ host });
  return draftAnswer(draft);
}

/** How many open changes wait for this member's signature. */
export async function signaturesAsked({ db, host, roster }: Context, member: string): Promise<number> {
  const [drafts, current] = await Promise.all([loadDrafts(db), roster.current()]);
  if (current === null || !idsIn(current.newest).includes(member)) return 0;
  return drafts.filter(({ ends, lines }) => (ends === null || ends > host.now()) && !lines.has(member)).length;
}

/** The chain with this note as its newest statement, if every rule says so. */
function appended({ host }: Context, before: Roster | null, note: string): Roster {
  try {
    // Founders may take their time: before statement 1 there is no waiting period to date away.
    return before === null ? checkChain([note], host) : checkNext(before, note, host.now(), host.verify);
  } catch (error) {
    if (!(error instanceof RosterError)) throw error;
    const code = error.code === "roster/effective" ? "people/draft-over" : unclearCode(error);
    // A draft that came to this server while it asked less of new names cannot be completed any more.
    throw code === null ? error : new Refused(code);
  }
}

/** Removes what can no longer be completed; whoever was asked to sign it hears no more of it. */
export async function dropPast(context: Context, tx: PeopleDb, current: Roster | null): Promise<void> {
  const of = await removePastDrafts(tx, context.host.now());
  if (current !== null) await forgetAsked(context, tx, { what: "signature", of }, current);
}

/** A statement takes force: all that were proposed beside it are gone, and of whoever it names nobody waits to be named. */
async function takeForce(
  context: Context,
  tx: PeopleDb,
  { before, after }: { readonly before: Roster | null; readonly after: Roster },
  note: string,
): Promise<void> {
  const hindrance = await context.host.ask(mayTakeForce, idsIn(after.newest));
  if (hindrance !== null) throw hindrance;
  await addStatement(tx, after.newest.number, note);
  await publishStatement(context, tx, note);
  const of = await removeDrafts(tx);
  await removeSetup(tx);
  if (before === null) return;
  await forgetAsked(context, tx, { what: "signature", of }, before);
  await forgetAsked(context, tx, { what: "joined", of: idsIn(after.newest) }, before);
}

/**
 * Adds the caller's signature to the draft whose text they signed. Others may be signing at this moment: lines are kept
 * one by one under the draft's lock, so none is lost. With the last one needed the statement is in force.
 */
export async function countersign(
  context: Context,
  { member }: MemberCaller,
  note: string,
): Promise<{ readonly inForce: boolean }> {
  const { host, roster, inTurn } = context;
  const work = () =>
    host.transaction(async (opened) => {
      const tx = peopleTables(opened);
      await lockCommittee(tx);
      const draft = await lockDraft(tx, textOf(note));
      if (draft === null) throw new Refused("people/no-draft");
      const before = await roster.current(tx);
      const electors = before === null ? readStatement(draft.text).members : seatsOf(before.newest);
      const signer = electors.find(({ id }) => id === member);
      if (signer === undefined) throw new Refused("people/not-a-signer");
      const line = signatureLineOf(note, signer, host.verify);
      await addSignatureLine(tx, draft.proposer, { member, line });
      await forgetAsked(context, tx, { what: "signature", of: [textHash(draft.text)] }, [member]);
      const gathered = noteOf(draft.text, new Map([...draft.lines, [member, line]]));
      if (!signaturesMissing(before, gathered, host.verify).complete) return null;
      const after = appended(context, before, gathered);
      await takeForce(context, tx, { before, after }, gathered);
      return { left: noMoreNamed(before, after) };
    });
  const changed = await inTurn(work);
  if (changed !== null) await tellChanged(context, changed.left);
  await asksMoved({ host });
  return { inForce: changed !== null };
}

/** The statement holds whatever happens next: a case that could not be moved now moves when its date is missed. */
async function tellChanged({ host }: Context, left: readonly string[]): Promise<void> {
  const failed = (): void => host.failed("people/roster-changed");
  await host.tell(rosterChanged, undefined).catch(failed);
  for (const id of left) await host.tell(personLeft, id).catch(failed);
}

/** Takes the caller's own proposal back, and none that took its place meanwhile. `draft`: the hash of its text. */
export async function withdraw(context: Context, { member }: MemberCaller, draft: string): Promise<null> {
  const { host, roster } = context;
  await host.transaction(async (opened) => {
    const tx = peopleTables(opened);
    if (!(await removeDraft(tx, member, draft))) throw new Refused("people/no-draft");
    const current = await roster.current(tx);
    if (current !== null) await forgetAsked(context, tx, { what: "signature", of: [draft] }, current);
  });
  await asksMoved({ host });
  return null;
}

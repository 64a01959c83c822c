import { checkReason, checkResolution, readVote, votersOn, writeResolution, type Vote } from "@niuniu/committee";
import { RosterError, type Member, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { checkProposed, isOpen, knownProposal, LATE_VOTES, OPEN_LASTS, type Known } from "../resolution-rules.ts";
import type { Resolutions, Resolved, ResolvedText } from "../routes.ts";
import { textHash } from "../rules.ts";
import { forgetAsked, tellAsked } from "./asked.ts";
import type { Context } from "./context.ts";
import type { MemberCaller } from "./handlers-sign-in.ts";
import { publicationOf, publishResolution } from "./publishing.ts";
import {
  addResolution,
  addVote,
  loadAdopted,
  loadAdoptedProposals,
  loadOpen,
  loadResolution,
  markAdopted,
  markPublished,
  removeResolutions,
  wasWithdrawn,
  withdrawn,
  type ResolutionRow,
} from "./store-resolutions.ts";
import { lockCommittee } from "./store-statements.ts";
import { hostTx, peopleTables, type PeopleDb } from "./tables.ts";
import { asksMoved } from "./waiting.ts";

/** So many adopted ones are listed. */
const MOST_LISTED = 100;

async function committeeOf({ roster }: Context, db: PeopleDb): Promise<Roster> {
  const current = await roster.current(db);
  if (current === null) throw new Refused("people/not-yet-member");
  return current;
}

const shownOf = ({ line, proposer, votes, ends, adopted, published }: ResolutionRow): Resolved => {
  return { proposal: line, by: proposer, votes: [...votes.values()], ends, adopted, published };
};

/** What is open, and what was adopted. */
export async function resolutions(context: Context): Promise<Resolutions> {
  const { db, host } = context;
  const roster = await committeeOf(context, db);
  const [open, adopted] = await Promise.all([loadOpen(db), loadAdopted(db, MOST_LISTED)]);
  const now = host.now();
  return { open: open.filter((row) => isOpen(row, roster, now)).map(shownOf), adopted: adopted.map(shownOf) };
}

/** How many resolutions wait for this member's vote. */
export async function votesAsked({ db, host, roster: keeper }: Context, member: string): Promise<number> {
  const [open, roster] = await Promise.all([loadOpen(db), keeper.current()]);
  if (roster === null) return 0;
  const isAsked = (row: ResolutionRow): boolean =>
    isOpen(row, roster, host.now()) &&
    !row.votes.has(member) &&
    votersOn(roster, row.proposal).some(({ id }) => id === member);
  return open.filter(isAsked).length;
}

/** One resolution, with its text and the proof that it is published. */
export async function resolution(context: Context, name: string): Promise<ResolvedText> {
  const { db, host } = context;
  const roster = await committeeOf(context, db);
  const row = /^[0-9a-f]{64}$/.test(name) ? await loadResolution(db, name) : null;
  if (row === null || (row.adopted === null && !isOpen(row, roster, host.now())))
    throw new Refused("people/no-resolution");
  const { text: hash } = row.proposal;
  const text = row.text ?? (await host.rules.find([hash])).get(hash) ?? "";
  const { kind, key } = publicationOf(row.proposal, [...row.votes.values()]);
  const proof = row.adopted === null ? null : await host.record.statement(kind, key);
  return { ...shownOf(row), text, proof };
}

function voterOf(roster: Roster, proposal: Known, member: string): Member {
  const voter = votersOn(roster, proposal).find(({ id }) => id === member);
  if (voter === undefined) throw new Refused("people/not-a-voter");
  return voter;
}

/** The caller's vote on this resolution. Refused "people/unsound-vote" or "people/unclear-reason". */
function checkedVote(note: string, voter: Member, { host, name }: { host: Context["host"]; name: string }): Vote {
  try {
    const vote = readVote(note, [voter], host.verify);
    if (vote.resolution !== name) throw new Refused("people/unsound-vote");
    checkReason(vote);
    return vote;
  } catch (error) {
    if (!(error instanceof RosterError)) throw error;
    throw new Refused(error.code === "roster/unclear-reason" ? "people/unclear-reason" : "people/unsound-vote");
  }
}

/**
 * Adds a vote, and publishes what it makes of the resolution: with the quorum it is adopted, its text is one that statements may
 * name from now on, and both enter the record in this transaction. Resolves with whether it is adopted.
 */
async function counted(
  context: Context,
  tx: PeopleDb,
  { roster, row, voter, note }: { roster: Roster; row: ResolutionRow; voter: Member; note: string },
): Promise<boolean> {
  const { host } = context;
  const { hash, proposal, text } = row;
  await addVote(tx, hash, voter.id, note);
  await forgetAsked(context, tx, { what: "vote", of: [hash] }, [voter.id]);
  const votes = [...row.votes, [voter.id, note] as const].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const notes = votes.map(([, signed]) => signed);
  // By the very reader who will judge what is published.
  if (!checkResolution(roster, writeResolution(proposal, notes), host.verify).adopted) return false;
  const day = host.dayOf(host.now());
  await forgetAsked(context, tx, { what: "vote", of: [hash] }, roster);
  if (text !== null) {
    await host.rules.take(hostTx(tx), text);
    await host.record.publish(hostTx(tx), { kind: proposal.kind, key: proposal.text, date: day, body: text });
    await markAdopted(tx, hash, { day, ends: host.now() + LATE_VOTES });
  } else await markPublished(tx, hash, day);
  await publishResolution(host, tx, { proposal, notes, day, mayWait: text === null });
  return true;
}

/** What this server could not go by is not put to the vote. Refused "people/unreadable-text" or "people/older-rules". */
function checkFit({ host }: Context, { kind }: Known, text: string): void {
  const unfit = host.rules.unfit(kind, text);
  if (unfit === null) return;
  throw new Refused(unfit.why === "older" ? "people/older-rules" : "people/unreadable-text", {
    section: unfit.section,
  });
}

/** One text is put to the vote once, and one of each member at a time. */
async function checkOpen(tx: PeopleDb, member: string, { kind, text }: Known): Promise<void> {
  const open = await loadOpen(tx);
  const isSame = (one: Known): boolean => one.kind === kind && one.text === text;
  if (open.some(({ proposal }) => isSame(proposal))) throw new Refused("people/text-open");
  if (open.some(({ proposer }) => proposer === member)) throw new Refused("people/resolution-open");
  if ((await loadAdoptedProposals(tx)).some(isSame)) throw new Refused("people/text-adopted");
}

/** Puts a text to the vote, with the vote of its proposer, who is for it. */
export async function proposeResolution(
  context: Context,
  { member }: MemberCaller,
  request: { readonly proposal: string; readonly text: string; readonly vote: string },
): Promise<{ readonly adopted: boolean }> {
  const { host } = context;
  const { text, proposal: line, vote: note } = request;
  const adopted = await host.transaction(async (opened) => {
    const tx = peopleTables(opened);
    await lockCommittee(tx);
    const roster = await committeeOf(context, tx);
    const now = host.now();
    await dropLapsed(context, tx, roster, now);
    const proposal = knownProposal(line);
    checkProposed(proposal, { roster, text, now, today: host.dayOf(now) });
    const voter = voterOf(roster, proposal, member);
    checkFit(context, proposal, text);
    await checkOpen(tx, member, proposal);
    const hash = textHash(line);
    if (await wasWithdrawn(tx, hash)) throw new Refused("people/withdrawn-today");
    if (checkedVote(note, voter, { host, name: hash }).says !== "for") throw new Refused("people/unsound-vote");
    const row = { hash, line, proposer: member, ends: now + OPEN_LASTS, text };
    await addResolution(tx, row);
    const others = votersOn(roster, proposal).flatMap(({ id }) => (id === member ? [] : [id]));
    await tellAsked(context, tx, { what: "vote", of: hash, ends: row.ends }, others);
    const open: ResolutionRow = { ...row, proposal, adopted: null, published: null, votes: new Map() };
    return counted(context, tx, { roster, row: open, voter, note });
  });
  await asksMoved({ host });
  return { adopted };
}

/** Takes the caller's vote, once. */
export async function vote(
  context: Context,
  { member }: MemberCaller,
  request: { readonly resolution: string; readonly vote: string },
): Promise<{ readonly adopted: boolean }> {
  const { host } = context;
  const { resolution: name, vote: note } = request;
  const adopted = await host.transaction(async (opened) => {
    const tx = peopleTables(opened);
    await lockCommittee(tx);
    const roster = await committeeOf(context, tx);
    const row = await loadResolution(tx, name);
    if (row === null) throw new Refused("people/no-resolution");
    const given = row.votes.get(member);
    if (given === note) return row.adopted !== null;
    if (given !== undefined) throw new Refused("people/voted");
    if (!isOpen(row, roster, host.now()))
      throw new Refused(row.adopted === null ? "people/no-resolution" : "people/voting-over");
    const voter = voterOf(roster, row.proposal, member);
    checkedVote(note, voter, { host, name });
    return counted(context, tx, { roster, row, voter, note });
  });
  await asksMoved({ host });
  return { adopted };
}

/** Removes the open proposals that nobody can vote on any more: their time is over, or the committee has changed since. */
async function dropLapsed(context: Context, tx: PeopleDb, roster: Roster, now: number): Promise<void> {
  const gone = (await loadOpen(tx)).filter((row) => !isOpen(row, roster, now));
  await removeResolutions(
    tx,
    gone.map(({ hash }) => hash),
  );
  for (const { hash, proposal } of gone) {
    const asked = roster.statements[roster.hashes.indexOf(proposal.statement)]?.members ?? [];
    await forgetAsked(
      context,
      tx,
      { what: "vote", of: [hash] },
      asked.map(({ id }) => id),
    );
  }
}

/** The same, for whoever looks once an hour. */
export async function tidyLapsed(context: Context, tx: PeopleDb, now: number): Promise<void> {
  await lockCommittee(tx);
  const roster = await context.roster.current(tx);
  if (roster !== null) await dropLapsed(context, tx, roster, now);
}

/** Takes the caller's own proposal back, with the votes on it. */
export async function withdrawResolution(context: Context, { member }: MemberCaller, name: string): Promise<null> {
  const { host } = context;
  await host.transaction(async (opened) => {
    const tx = peopleTables(opened);
    await lockCommittee(tx);
    const row = await loadResolution(tx, name);
    if (row?.proposer !== member) throw new Refused("people/no-resolution");
    if (row.adopted !== null) throw new Refused("people/already-adopted");
    await withdrawn(tx, name);
    await forgetAsked(context, tx, { what: "vote", of: [name] }, await committeeOf(context, tx));
  });
  await asksMoved({ host });
  return null;
}

import { invite, proposalHash, signVote, writeProposal, type Vote } from "@niuniu/committee";
import { fromBase64, sha256, toHex, toUtf8 } from "@niuniu/note";
import { checkChain, countersign, propose, type Member, type Roster } from "@niuniu/roster";
import { dayOf, readCalendar } from "@niuniu/owe";
import { bearer, type RosterAnswer } from "@niuniu/wire";
import type { Player, Stage } from "@niuniu/wire/scene";
import { withClocks } from "../clocks.ts";
import * as routes from "../routes.ts";
import { memberId } from "../rules.ts";

/** The office that appoints the employees' representatives of the sample. */
export const CONGRESS = "职工代表大会";
const VALID = 365 * 86_400_000;
const HOUR = 3_600_000;

/** A player who has just signed in, with the header of their calls. */
export async function hall(
  stage: Stage,
  at: number,
): Promise<Player & { readonly as: string; readonly seed: Uint8Array }> {
  const player = stage.players[at];
  if (player === undefined) throw new Error("nobody plays this member");
  const { id: member, password } = player;
  const { token } = await stage.ask(routes.signIn, { json: { member, password } });
  return { ...player, as: bearer(token), seed: fromBase64(player.signing) };
}

/** The chain as the server gives it, checked, with the rules and the organisation's day. */
async function houseOf(stage: Stage): Promise<RosterAnswer & { readonly roster: Roster; readonly today: string }> {
  const answer = await stage.ask(routes.roster);
  const today = dayOf(stage.now(), readCalendar(JSON.parse(answer.calendar)));
  return { ...answer, roster: checkChain(answer.statements), today };
}

/** Somebody proposes the policy in force with these clocks set otherwise, and is for it. Gives its name and the hash of the text. */
export async function proposed(
  stage: Stage,
  at: number,
  clocks: Readonly<Record<string, number>>,
): Promise<{ readonly name: string; readonly text: string }> {
  const { id, as, seed } = await hall(stage, at);
  const { roster, policy, today } = await houseOf(stage);
  const text = withClocks(policy, new Map(Object.entries(clocks)));
  const hash = toHex(sha256(toUtf8(text)));
  const proposal = { statement: roster.hashes.at(-1) ?? "", date: today, kind: "policy", text: hash };
  const name = proposalHash(proposal);
  const vote = signVote({ resolution: name, by: id, says: "for", reason: "" }, seed);
  const json = { proposal: writeProposal(proposal), text, vote };
  await stage.ask(routes.proposeResolution, { authorization: as, json });
  return { name, text: hash };
}

/** Somebody votes. */
export async function voted(stage: Stage, at: number, said: Omit<Vote, "by">): Promise<void> {
  const { id, as, seed } = await hall(stage, at);
  const { resolution } = said;
  const json = { resolution, vote: signVote({ ...said, by: id }, seed) };
  await stage.ask(routes.vote, { authorization: as, json });
}

/** The next statement, proposed by the first of these and signed by the others an hour later: another policy, and terms of members. */
export async function signedNext(
  stage: Stage,
  [first, ...others]: readonly number[],
  next: {
    readonly policy: string;
    readonly terms: ReadonlyMap<number, Pick<Member, "appointed" | "from" | "until">>;
  },
): Promise<void> {
  const { roster, today } = await houseOf(stage);
  const proposer = await hall(stage, first ?? 0);
  const terms = new Map([...next.terms].map(([at, term]) => [stage.players[at]?.id, term]));
  const members = roster.newest.members.map((member) => ({ ...member, ...terms.get(member.id) }));
  const now = stage.now();
  const validUntil = new Date(now + VALID).toISOString().slice(0, 10);
  const text = propose(roster, { date: today, effective: now, validUntil, members, policy: next.policy });
  const json = { note: countersign(roster, text, proposer) };
  let { note } = await stage.ask(routes.propose, { authorization: proposer.as, json });
  await stage.until(now + HOUR);
  for (const at of others) {
    const signer = await hall(stage, at);
    note = countersign(roster, note, signer);
    await stage.ask(routes.countersign, { authorization: signer.as, json: { note } });
  }
}

/** Somebody invites a guest, who has not opened the link yet. */
export async function invited(stage: Stage, at: number, guest: routes.Seat): Promise<void> {
  const { id, as, seed } = await hall(stage, at);
  const { roster, today } = await houseOf(stage);
  const { ids } = await stage.ask(routes.committee, { authorization: as });
  const named = { ...guest, id: memberId(guest.name, new Set(ids)), date: today };
  const note = invite(roster, named, stage.random(32), { id, seed });
  await stage.ask(routes.invite, { authorization: as, json: { note } });
}

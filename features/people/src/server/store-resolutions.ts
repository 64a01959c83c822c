import { knownProposal, type Known } from "../resolution-rules.ts";
import type { PeopleDb } from "./tables.ts";

/** A resolution as it is stored, with the signed votes by member, in the order of their ids. */
export interface ResolutionRow {
  readonly hash: string;
  /** The exact line, and what it says. */
  readonly line: string;
  readonly proposal: Known;
  readonly proposer: string;
  /** Until when votes are taken (ms since epoch). */
  readonly ends: number;
  /** What it is about, while it is open. */
  readonly text: string | null;
  readonly adopted: string | null;
  readonly published: string | null;
  readonly votes: ReadonlyMap<string, string>;
}

const resolutionsIn = (db: PeopleDb) => db.selectFrom("people_resolutions").selectAll();
type Stored = Awaited<ReturnType<ReturnType<typeof resolutionsIn>["execute"]>>[number];

async function withVotes(db: PeopleDb, rows: readonly Stored[]): Promise<readonly ResolutionRow[]> {
  if (rows.length === 0) return [];
  const hashes = rows.map(({ hash }) => hash);
  const votes = await db.selectFrom("people_votes").selectAll().where("resolution", "in", hashes).execute();
  const sorted = votes.toSorted((a, b) => (a.member < b.member ? -1 : 1));
  return rows.map(({ proposal, ends, ...row }) => ({
    ...row,
    line: proposal,
    proposal: knownProposal(proposal),
    ends: ends.getTime(),
    votes: new Map(sorted.flatMap((vote) => (vote.resolution === row.hash ? [[vote.member, vote.note]] : []))),
  }));
}

/** Those that are not adopted, whether their time is over or not; the newest first. */
export async function loadOpen(db: PeopleDb): Promise<readonly ResolutionRow[]> {
  const rows = await resolutionsIn(db).where("adopted", "is", null).orderBy("ends", "desc").orderBy("hash").execute();
  return withVotes(db, rows);
}

/** The newest `most` that were adopted. */
export async function loadAdopted(db: PeopleDb, most: number): Promise<readonly ResolutionRow[]> {
  const adopted = resolutionsIn(db).where("adopted", "is not", null);
  return withVotes(db, await adopted.orderBy("ends", "desc").orderBy("hash").limit(most).execute());
}

/** What every resolution that was adopted is about. */
export async function loadAdoptedProposals(db: PeopleDb): Promise<readonly Known[]> {
  const rows = await db.selectFrom("people_resolutions").select("proposal").where("adopted", "is not", null).execute();
  return rows.map(({ proposal }) => knownProposal(proposal));
}

/** The hashes of all of them. */
export async function loadResolutionNames(db: PeopleDb): Promise<readonly string[]> {
  const rows = await db.selectFrom("people_resolutions").select("hash").orderBy("hash").execute();
  return rows.map(({ hash }) => hash);
}

export async function loadResolution(db: PeopleDb, hash: string): Promise<ResolutionRow | null> {
  const rows = await withVotes(db, await resolutionsIn(db).where("hash", "=", hash).execute());
  return rows[0] ?? null;
}

export async function addResolution(
  db: PeopleDb,
  { hash, line, proposer, ends, text }: Pick<ResolutionRow, "hash" | "line" | "proposer" | "ends" | "text">,
): Promise<void> {
  await db
    .insertInto("people_resolutions")
    .values({ hash, proposal: line, proposer, ends: new Date(ends), text, adopted: null, published: null })
    .execute();
}

export async function addVote(db: PeopleDb, resolution: string, member: string, note: string): Promise<void> {
  await db.insertInto("people_votes").values({ resolution, member, note }).execute();
}

/** It is adopted: the host keeps its text, and votes are taken until `ends` (ms since epoch). */
export async function markAdopted(
  db: PeopleDb,
  hash: string,
  { day, ends }: { readonly day: string; readonly ends: number },
): Promise<void> {
  const changed = { adopted: day, published: day, text: null, ends: new Date(ends) };
  await db.updateTable("people_resolutions").set(changed).where("hash", "=", hash).execute();
}

export async function markPublished(db: PeopleDb, hash: string, day: string): Promise<void> {
  await db.updateTable("people_resolutions").set({ published: day }).where("hash", "=", hash).execute();
}

/** Takes it back: of its proposal stays the hash. */
export async function withdrawn(db: PeopleDb, hash: string): Promise<void> {
  await removeResolutions(db, [hash]);
  await db.insertInto("people_withdrawn").values({ hash }).execute();
}

export async function wasWithdrawn(db: PeopleDb, hash: string): Promise<boolean> {
  return (
    (await db.selectFrom("people_withdrawn").select("hash").where("hash", "=", hash).executeTakeFirst()) !== undefined
  );
}

export async function removeResolutions(db: PeopleDb, hashes: readonly string[]): Promise<void> {
  if (hashes.length > 0) await db.deleteFrom("people_resolutions").where("hash", "in", hashes).execute();
}

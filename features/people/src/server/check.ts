import { verify, type Database, type Tx } from "@niuniu/host";
import type { Problem } from "@niuniu/host/archive";
import { fromBase64 } from "@niuniu/note";
import { checkResolution, writeResolution } from "@niuniu/committee";
import { checkChain, RosterError, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { textHash } from "../rules.ts";
import { loadResolution, loadResolutionNames } from "./store-resolutions.ts";
import { loadStatements } from "./store-statements.ts";
import { peopleTables, type PeopleDb } from "./tables.ts";

type Keys = { readonly key: string; readonly recipient: string };

const keysIn = ({ newest }: Roster): ReadonlyMap<string, Keys> =>
  new Map(newest.members.map(({ id, key, recipient }) => [id, { key, recipient }]));

/** It is what its name says, its votes are its voters', and it is adopted exactly if they say so. */
async function holds(db: PeopleDb, roster: Roster, name: string): Promise<boolean> {
  try {
    const row = await loadResolution(db, name);
    if (row === null) return true;
    const { hash, line, text, proposal, votes, adopted } = row;
    const found = checkResolution(roster, writeResolution(proposal, [...votes.values()]), verify);
    const isNamed = textHash(line) === hash && (text === null || textHash(text) === proposal.text);
    return isNamed && found.adopted === (adopted !== null);
  } catch (error) {
    if (error instanceof RosterError || error instanceof Refused) return false;
    throw error;
  }
}

/**
 * Checks what the committee rests on: the chain of statements with all its signatures, and that the keys people sign in with are those the
 * statements name, and everything it has resolved.
 */
export async function* checkPeople(db: Database | Tx): AsyncGenerator<Problem> {
  const own = peopleTables(db);
  const notes = await loadStatements(own);
  let named: ReadonlyMap<string, Keys> = new Map();
  let roster: Roster | null = null;
  try {
    roster = notes.length > 0 ? checkChain(notes, { verify }) : null;
    if (roster !== null) named = keysIn(roster);
  } catch (error) {
    if (!(error instanceof RosterError)) throw error;
    yield { table: "people_statements", key: `1–${notes.length}`, what: "statements" };
  }
  for (const account of await own.selectFrom("people_accounts").select(["id", "key", "recipient"]).execute()) {
    const statement = named.get(account.id);
    if (statement === undefined) continue;
    const same =
      account.key.equals(fromBase64(statement.key)) && account.recipient.equals(fromBase64(statement.recipient));
    if (!same) yield { table: "people_accounts", key: account.id, what: "account" };
  }
  if (roster === null) return;
  for (const key of await loadResolutionNames(own))
    if (!(await holds(own, roster, key))) yield { table: "people_resolutions", key, what: "resolution" };
}

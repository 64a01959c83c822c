import { verify, type Database, type Tx } from "@niuniu/host";
import { fromBase64 } from "@niuniu/note";
import { checkChain, RosterError } from "@niuniu/roster";
import { loadStatements } from "./store-statements.ts";
import { peopleTables } from "./tables.ts";

/** Something stored that is not as it was written: where, and what it is; never what it says. */
export interface Problem {
  readonly table: string;
  /** The key of the row. */
  readonly key: string;
  readonly what: "statements" | "account";
}

type Keys = { readonly key: string; readonly recipient: string };

function keysIn(notes: readonly string[]): ReadonlyMap<string, Keys> {
  const { newest } = checkChain(notes, { verify });
  return new Map(newest.members.map(({ id, key, recipient }) => [id, { key, recipient }]));
}

/**
 * Checks what the committee rests on: the chain of statements with all its signatures, and that the keys people sign in with are those the statements name.
 */
export async function* checkPeople(db: Database | Tx): AsyncGenerator<Problem> {
  const own = peopleTables(db);
  const notes = await loadStatements(own);
  let named: ReadonlyMap<string, Keys> = new Map();
  try {
    if (notes.length > 0) named = keysIn(notes);
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
}

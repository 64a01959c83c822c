import type { Database, Tx } from "@niuniu/host";
import { sealedStore } from "@niuniu/matter/server";
import { sql, type Selectable } from "kysely";
import type { CaseClass, Stage } from "../routes.ts";
import { completed, type CaseState } from "../state.ts";
import { SEALED, tablesOf, type CaseTable } from "./tables.ts";

/** A case without its chain. `due` is ms since epoch, null when the case is closed; hashes and keys are raw bytes. */
export interface CaseRow {
  readonly id: string;
  readonly lookup: Uint8Array;
  readonly auth: Uint8Array | null;
  readonly body: Uint8Array;
  readonly class: CaseClass;
  /** The day it came. */
  readonly begun: string;
  readonly statement: number;
  readonly struck: readonly string[];
  /** Hashes of the rules it began under, hex. */
  readonly policy: string;
  readonly calendar: string;
  readonly readers: readonly string[];
  readonly state: CaseState;
  readonly head: Uint8Array;
  readonly entries: number;
  readonly stage: Stage;
  readonly waiting: boolean;
  readonly opened: boolean;
  readonly overdue: boolean;
  readonly missed: number;
  readonly owner: string | null;
  readonly due: number | null;
  readonly closedOn: string | null;
}

/** Whether its owner is told at once, whatever the hour. */
export const isUrgent = ({ class: kind }: Pick<CaseRow, "class">): boolean => kind === "crisis";

/** A row as the database gives it. */
export function caseOf(found: Selectable<CaseTable>): CaseRow {
  const { closed_on, due, state, ...rest } = found;
  return { ...rest, state: completed(state, rest.overdue, rest), due: due?.getTime() ?? null, closedOn: closed_on };
}

/** How a case is asked for: by its name, or by the lookup of a receipt or pick-up number. */
export type CaseKey = { readonly id: string } | { readonly lookup: Uint8Array };

function chosen(db: Database | Tx, key: CaseKey) {
  const all = tablesOf(db).selectFrom("cases_case").selectAll();
  return "id" in key ? all.where("id", "=", key.id) : all.where("lookup", "=", Buffer.from(key.lookup));
}

/** The case, or null. */
export async function readCase(db: Database | Tx, key: CaseKey): Promise<CaseRow | null> {
  const found = await chosen(db, key).executeTakeFirst();
  return found === undefined ? null : caseOf(found);
}

/**
 * The case, held until the transaction ends: two acts on one case come one after the other. One that is being settled is
 * gone from its place for an instant, and is looked for again.
 */
export async function holdCase(tx: Tx, key: CaseKey): Promise<CaseRow | null> {
  const found = chosen(tx, key).forUpdate();
  const row = (await found.executeTakeFirst()) ?? (await found.executeTakeFirst());
  return row === undefined ? null : caseOf(row);
}

/** Those of the cases that nobody else holds, held likewise; and the names of those that somebody does. */
export async function holdCases(
  tx: Tx,
  ids: readonly string[],
): Promise<{ readonly held: readonly CaseRow[]; readonly busy: readonly string[] }> {
  const all = tablesOf(tx)
    .selectFrom("cases_case")
    .where(sql<boolean>`id = any(${[...ids]}::text[])`);
  const rows = await all.selectAll().orderBy("id").forUpdate().skipLocked().execute();
  if (rows.length === ids.length) return { held: rows.map(caseOf), busy: [] };
  const held = new Set(rows.map(({ id }) => id));
  const there = await all.select("id").execute();
  return { held: rows.map(caseOf), busy: there.flatMap(({ id }) => (held.has(id) ? [] : [id])) };
}

/** The chains and ciphertexts of cases. */
export const sealed = sealedStore(SEALED);

import { sealedRows, sealedStore } from "@niuniu/matter/server";
import type { Selectable } from "kysely";
import type { CaseClass, Stage } from "../routes.ts";
import { completed, type CaseState } from "../state.ts";
import { SEALED, type CaseTable } from "./tables.ts";

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

/** The rows of cases, as they are found and held. */
export const caseRows = sealedRows(SEALED.matter, caseOf);

/** The chains and ciphertexts of cases. */
export const sealed = sealedStore(SEALED);

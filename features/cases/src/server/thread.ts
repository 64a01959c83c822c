import { sealedThread, type Handing, type Viewer } from "@niuniu/matter/server";
import type { Owed } from "@niuniu/matter";
import type { ParcelOf } from "@niuniu/wire";
import type { ThreadHeader } from "../routes.ts";
import type { Context } from "./context.ts";
import { LARGEST_MESSAGE } from "./sizes.ts";
import { sealed, type CaseRow } from "./store-case.ts";

/** What is owed on a case, exact to the minute, or null when it is closed. */
export function owedOf({ state }: Pick<CaseRow, "state">): Owed | null {
  if (state.obligation === null) return null;
  const { role, act, owner, due } = state.obligation;
  return { role, act, owner, due };
}

/** What travels of a case at once: four of the largest messages. */
export const PAGE = { count: 64, bytes: 4 * LARGEST_MESSAGE } as const;

/** Notes are a message among the readers. */
export const handing: Handing = { store: sealed, page: PAGE, isInternal: (kind) => kind === "note" };

/** The thread of a case as this viewer may have it. */
export async function threadOf(
  { host, rulebook }: Pick<Context, "host" | "rulebook">,
  row: CaseRow,
  viewer: Viewer,
): Promise<ParcelOf<ThreadHeader>> {
  const ruling = { rules: rulebook.textsOf(row), calendar: rulebook.of(row).calendar };
  const { header, parts } = await sealedThread(host, handing, { row, ruling, viewer });
  const { class: kind, stage, waiting } = row;
  return { header: { ...header, class: kind, stage, waiting, owed: owedOf(row) }, parts };
}

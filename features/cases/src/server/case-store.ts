import type { Store } from "@niuniu/matter/server";
import type { Case } from "../terms.ts";
import { saveSteps } from "./step.ts";
import { caseRows, type CaseRow } from "./store-case.ts";
import { readOwners } from "./store-count.ts";
import { readOwned } from "./store-list.ts";

/** Where cases are kept, as platform/matter asks for them. */
export const caseStore: Store<Case, CaseRow> = {
  hold: (tx, id) => caseRows.hold(tx, { id }),
  holdFree: caseRows.holdFree,
  save: saveSteps,
  ownedByOthers: async (db, present) => {
    const left = (await readOwners(db)).filter((owner) => !present.includes(owner));
    return left.length === 0 ? [] : await readOwned(db, left);
  },
};

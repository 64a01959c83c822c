import { roster } from "@niuniu/people";
import { trustIn, type Trust } from "@niuniu/trust";
import { call, here } from "@niuniu/ui";

/* What checks the committee's statements, and this line's own: one file, fetched when it is needed. */
export { trustIn, whyNot, wordsOf } from "@niuniu/trust";

/** The committee with everything checked, for pages that say who is there. Throws as `trustIn`. */
export const askTrust = async (): Promise<Trust> => trustIn(await call(roster, undefined), here);

import { roster } from "@niuniu/people";
import { trustIn, type Trust } from "@niuniu/trust";
import { call, here } from "@niuniu/ui";

/** The committee of this line with everything checked, for pages that say who is there. Throws as `trustIn`. */
export const askTrust = async (): Promise<Trust> => trustIn(await call(roster, undefined), here);

import { CallError, t } from "@niuniu/ui";
import { parseCalendar, parsePolicy, type Policy } from "../policy.ts";
import type { Rules } from "../terms.ts";

/**
 * The rules of the newest statement, whose hashes have been checked. Throws CallError "ui/older-page" where the committee goes by rules
 * that came after this page: members sign no text that their server cannot read, so it is the page that is to be loaded anew.
 */
export function newestRules(texts: { readonly policy: string; readonly calendar: string }): Rules {
  let rules: { readonly policy: Policy; readonly calendar: Rules["calendar"] };
  try {
    rules = { policy: parsePolicy(JSON.parse(texts.policy)), calendar: parseCalendar(JSON.parse(texts.calendar)) };
  } catch {
    throw new CallError("ui/older-page", 0, { code: "ui/older-page", sentence: SENTENCE });
  }
  return rules;
}

/** In the language of the page at the moment it is read. */
const SENTENCE = {
  get en(): string {
    return t("cases.older-page");
  },
  get "zh-CN"(): string {
    return t("cases.older-page");
  },
};

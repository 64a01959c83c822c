import { readCalendar } from "@niuniu/owe";
import { CallError, t } from "@niuniu/ui";
import type { Rules } from "../rules.ts";

/** How a feature reads the texts that the newest statement names. Throws for those that this page cannot judge by. */
export type RulesReader<Policy> = (texts: { readonly policy: string; readonly calendar: string }) => Rules<Policy>;

/**
 * Makes what reads the rules of the newest statement, whose hashes have been checked; `policy` reads the feature's part of them. It
 * throws CallError "ui/older-page", with the words `words` of the feature, where the committee goes by rules that came after this page:
 * members sign no text that their server cannot read, so it is the page that is to be loaded anew.
 */
export function newestOf<Policy>(policy: (value: unknown) => Policy, words: string): RulesReader<Policy> {
  /** In the language of the page at the moment it is read. */
  const sentence = {
    get en(): string {
      return t(words);
    },
    get "zh-CN"(): string {
      return t(words);
    },
  };
  return (texts) => {
    try {
      return { policy: policy(JSON.parse(texts.policy)), calendar: readCalendar(JSON.parse(texts.calendar)) };
    } catch {
      throw new CallError("ui/older-page", 0, { code: "ui/older-page", sentence });
    }
  };
}

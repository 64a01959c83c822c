import type { HeldBack } from "@niuniu/matter/web/desk";
import { CallError } from "@niuniu/ui";
import type { Sentence } from "@niuniu/wire";

/** What this desk holds back by itself, before anything is sent, and the sentence that says why. */
const holds = {
  "no-report": {
    en: "The report cannot be read here, so this desk does not know who was struck out, and sends nothing. Call another member and look at the case together.",
    "zh-CN": "这里读不到报告，因此不知道报告人划掉了谁，本页不会发送任何内容。请联系另一位成员一起查看。",
  },
  doubtful: {
    en: "Something in this case does not match, so nobody is let in from this desk. Call another member and look at the case together.",
    "zh-CN": "本案有内容对不上，因此不能从这里让别人打开。请联系另一位成员一起查看。",
  },
  "waiting-reader": {
    en: "This person’s key does not count yet by the clock of this device. Wait until the committee’s waiting time is over.",
    "zh-CN": "按这台设备的时间，这位成员的密钥还没有生效。请等委员会的等候期结束。",
  },
} as const satisfies Readonly<Record<HeldBack, Sentence>>;

/** The error that a held-back act ends with: shown like a refusal, though no server was asked. */
export function held(why: keyof typeof holds): CallError {
  const code = `cases/desk-${why}`;
  return new CallError(code, 0, { code, sentence: holds[why] });
}

/** What is said where somebody acted first. */
export const meanwhile: Sentence = {
  en: "Something happened in this case while you were writing. It now stands in the case; your words are still here. Look at it, then send again.",
  "zh-CN": "你写的时候，本案有了新的记录，现在已显示在案件里；你写的内容仍在。请看过之后再发送。",
};

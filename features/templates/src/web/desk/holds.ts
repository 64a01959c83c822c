import { CallError } from "@niuniu/ui";
import type { Sentence } from "@niuniu/wire";

/** What this desk holds back by itself, before anything is sent, and the sentence that says why. */
const holds = {
  "waiting-key": {
    en: "Your own key does not count yet, so nobody would take your signature for a member’s. Wait until the committee’s waiting time is over.",
    "zh-CN": "你自己的密钥还没有生效，别人不会承认你的签名。请等委员会的等候期结束。",
  },
  doubt: {
    en: "Something about the templates does not match. Please decide above what is to stand; what you typed is kept.",
    "zh-CN": "模板有对不上的地方。请先在上面决定以哪一份为准；你写的内容仍在。",
  },
  changed: {
    en: "Something else is shown by now than what you looked at. Nothing was signed. Please look again, then decide.",
    "zh-CN": "现在显示的已不是你刚才看到的内容。没有签署任何内容。请重新看过，再作决定。",
  },
  number: {
    en: "The number of these templates is as high as one may be, so none can be saved after them. A colleague who saw the earlier ones can put those back; what you typed is kept.",
    "zh-CN": "这份模板的编号已到上限，之后无法再保存。见过先前那一份的同事可以把它放回去；你写的内容仍在。",
  },
} as const satisfies Readonly<Record<string, Sentence>>;

/** The error that a held-back act ends with: shown like a refusal, though no server was asked. */
export function held(why: keyof typeof holds): CallError {
  const code = `templates/desk-${why}`;
  return new CallError(code, 0, { code, sentence: holds[why] });
}

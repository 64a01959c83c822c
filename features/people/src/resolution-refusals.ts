import type { Refusals } from "@niuniu/wire";
import { LATE_VOTE_DAYS, PROPOSAL_DAYS } from "./limits.ts";

/** What may be refused where a committee resolves something (roster.md §10). */
export const resolutionRefusals = {
  "people/unsound-proposal": {
    status: 422,
    en: "This proposal does not have the right form, is not about this text, or bears another day. Reload the page and make it again.",
    "zh-CN": "这项提案格式不正确、与所附文本不符，或日期不对。请刷新页面后重新提出。",
  },
  "people/unknown-kind": {
    status: 422,
    en: "Only a policy or a calendar can be adopted here. This server knows nothing of other texts.",
    "zh-CN": "这里只能就规则或日历作出决议。本服务器不认识其他文本。",
  },
  "people/unreadable-text": {
    status: 422,
    en: "This server cannot work by this text: it is not written as it must be, or a part of it is missing, unknown or cannot be kept. Start from the rules in force and change them on the page.",
    "zh-CN":
      "服务器无法按这份文本运行：写法不符合要求，或有一部分缺失、无法识别、无法执行。请从现行规则改起，在页面上修改。",
  },
  "people/older-rules": {
    status: 422,
    en: "This text goes back to an earlier version of the rules, which had a fault that is now mended. Start from the rules that come with this server.",
    "zh-CN": "这份文本退回到规则的旧版本，旧版本的缺陷后来已经修正。请从本服务器附带的规则改起。",
  },
  "people/text-in-force": {
    status: 409,
    en: "This text is in force already, so there is nothing to resolve. Change something first.",
    "zh-CN": "这份文本已经生效，无需再作决议。请先修改。",
  },
  "people/text-adopted": {
    status: 409,
    en: "The committee has adopted this very text before. Put it in force on the committee’s page, with the next statement.",
    "zh-CN": "委员会已经通过了这份文本。请在“委员会”页用下一份声明让它生效。",
  },
  "people/text-open": {
    status: 409,
    en: "Somebody has proposed this very text already. Read it among the open ones, and vote there.",
    "zh-CN": "已有人提出了同一份文本。请在待决的提案中阅读并表决。",
  },
  "people/resolution-open": {
    status: 409,
    en: "You have a proposal open. Wait until it is decided, or withdraw it first.",
    "zh-CN": "你有一项提案尚未决定。请等它有了决定，或先将其撤回。",
  },
  "people/withdrawn-today": {
    status: 409,
    en: "This text was proposed today and withdrawn. It can be proposed again tomorrow, so that nobody’s vote is counted for another proposal.",
    "zh-CN": "这份文本今天已提出并撤回。明天可以重新提出：这样谁的表决都不会被算到另一项提案上。",
  },
  "people/committee-changed": {
    status: 409,
    en: "The committee has signed another statement meanwhile. Reload the page and propose again: those vote who are in it now.",
    "zh-CN": "委员会在此期间签署了另一份声明。请刷新页面后重新提出，由现任成员表决。",
  },
  "people/no-resolution": {
    status: 409,
    en: `This proposal is not open any more: it was withdrawn, its ${PROPOSAL_DAYS} days are over, or the committee has changed. Read what is open now.`,
    "zh-CN": `这项提案已不再待决：它已撤回、已满 ${PROPOSAL_DAYS} 天，或委员会已经变更。请阅读目前待决的提案。`,
  },
  "people/not-a-voter": {
    status: 403,
    en: "You have no vote on this: those vote who were in a seat, with keys that had waited, when it was proposed.",
    "zh-CN": "你对此没有表决权：有表决权的是提出之时在席位上、且密钥已过等待期的成员。",
  },
  "people/unsound-vote": {
    status: 422,
    en: "This vote does not have the right form, is on something else, or is not signed with your key. Reload the page and vote again.",
    "zh-CN": "这一票格式不正确、针对的是别的提案，或不是用你的密钥签名。请刷新页面后重新表决。",
  },
  "people/unclear-reason": {
    status: 422,
    en: "The reason holds something that cannot be seen. Type it again, in letters, numbers and ordinary signs.",
    "zh-CN": "理由中含有看不见的字符。请用文字、数字和常用符号重新输入。",
  },
  "people/voted": {
    status: 409,
    en: "You have voted on this already, and a vote is given once. What you signed stands.",
    "zh-CN": "你已经表决过，每人只投一次。你签署的意见有效。",
  },
  "people/voting-over": {
    status: 409,
    en: `This was adopted more than ${LATE_VOTE_DAYS} days ago, and no vote is taken any more. Propose a change if you want one.`,
    "zh-CN": `这项决议通过已超过 ${LATE_VOTE_DAYS} 天，不再接受表决。如需改变，请另行提出。`,
  },
  "people/already-adopted": {
    status: 409,
    en: "This is adopted and published, and cannot be withdrawn. Propose another text instead.",
    "zh-CN": "这项决议已通过并公布，无法撤回。请改提另一份文本。",
  },
  "people/not-adopted": {
    status: 422,
    en: "The change names a policy or a calendar that the committee has not adopted. Propose it as a resolution first.",
    "zh-CN": "这项变更引用了委员会还没有通过的规则或日历。请先通过决议。",
  },
} as const satisfies Refusals;

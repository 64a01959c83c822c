import type { Refusals } from "@niuniu/wire";

/** Everything `templates` may refuse. */
export const refusals = {
  "templates/not-open": {
    status: 503,
    en: "This line is not open yet: its committee has not signed. Please come back later; what you wrote stays on your page.",
    "zh-CN": "这条通道还没有开通：委员会尚未签署名单。请过些时候再来，你写的内容仍在页面上。",
  },
  "templates/not-in-office": {
    status: 403,
    en: "Templates are saved by members in office, and your key does not count as such now. What you typed is kept.",
    "zh-CN": "只有在任成员才能保存模板，而你的密钥目前不算在任。你写的内容仍在。",
  },
  "templates/not-sealed": {
    status: 422,
    en: "This is not a file sealed with age for the members, so it was not kept. Please reload the page and save again.",
    "zh-CN": "这不是用 age 为各位成员加密的文件，因此没有保存。请刷新页面后再保存。",
  },
  "templates/stale": {
    status: 409,
    en: "Somebody saved templates while you were writing. Theirs have been loaded; what you typed is kept. Please look, then save again.",
    "zh-CN": "你书写期间，有人保存了模板，已为你载入；你写的内容仍在。请看过之后再保存。",
  },
  "templates/too-many": {
    status: 413,
    en: "All templates together are larger than may be kept. Please shorten one, or delete one that nobody uses.",
    "zh-CN": "全部模板加起来超过了上限。请缩短，或删除不再使用的模板。",
  },
} as const satisfies Refusals;

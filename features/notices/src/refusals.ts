import type { Refusals } from "@niuniu/wire";

/** Everything `notices` may refuse. */
export const refusals = {
  "notices/unfit-address": {
    status: 422,
    en: "This address does not have the form its service uses. Nothing was kept.",
    "zh-CN": "这个地址不符合该服务的格式。没有保存。",
  },
  "notices/foreign-robot": {
    status: 422,
    en: "This address does not belong to the service you chose. If your organisation runs its own, the server’s administrators have to allow its name first.",
    "zh-CN": "这个地址不属于所选的服务。如果所在机构自建该服务，须先由本服务器的管理员允许其域名。",
  },
  "notices/not-offered": {
    status: 409,
    en: "The server’s administrators have not set up this channel.",
    "zh-CN": "本服务器的管理员尚未开通这种方式。",
  },
  "notices/too-many": {
    status: 409,
    en: "Six channels are the most. Remove one first.",
    "zh-CN": "最多六种方式。请先移除一种。",
  },
  "notices/unknown-channel": {
    status: 404,
    en: "This channel is no longer among yours. The page shows those there are.",
    "zh-CN": "这种方式已不在你的列表中。页面显示现有的方式。",
  },
  "notices/not-tried": {
    status: 409,
    en: "Nothing has been sent to this address yet. Try it first.",
    "zh-CN": "还没有向这个地址发送过。请先试发一次。",
  },
  "notices/tried-enough": {
    status: 429,
    en: "Ten trials a day are the most. You can try again tomorrow; what counts already goes on.",
    "zh-CN": "一天最多试发十次。明天可以再试；已生效的方式照常使用。",
  },
  "notices/malformed-policy": {
    status: 422,
    en: "These rules do not say in a form this server knows how long before a date people are reminded: 1 to 240 hours, or 1 to 60 days.",
    "zh-CN": "这份规则没有按本服务器认识的格式写明期限前多久提醒：1 至 240 小时，或 1 至 60 天。",
  },
  "notices/no-calendar": {
    status: 404,
    en: "There is no calendar at this address.",
    "zh-CN": "这个地址没有日历。",
  },
} as const satisfies Refusals;

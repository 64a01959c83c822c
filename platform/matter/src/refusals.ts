import type { Refusals } from "@niuniu/wire";

/** What platform/matter refuses itself; of an act in the wrong place each feature says so in its own words. */
export const refusals = {
  "matter/unknown": {
    status: 404,
    en: "There is no such matter here.",
    "zh-CN": "这里没有这一事项。",
  },
  "matter/malformed-act": {
    status: 400,
    en: "This could not be read as a signed act. Please reload the page and try again; what you typed is kept.",
    "zh-CN": "这条操作的格式无法识别。请刷新页面后重试，你已写的内容不会丢失。",
  },
} as const satisfies Refusals;

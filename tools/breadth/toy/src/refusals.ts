import type { Refusals } from "@niuniu/wire";

/** Everything this feature refuses. */
export const refusals = {
  "toy/closed": { status: 409, en: "This question has been answered.", "zh-CN": "这个问题已经得到答复。" },
  "toy/not-yours": { status: 403, en: "Somebody else owes this answer.", "zh-CN": "这个答复由别人负责。" },
  "toy/paused": {
    status: 403,
    en: "Another member has signed that you answer no questions for now.",
    "zh-CN": "另一位成员已签字说明你目前不答复问题。",
  },
  "toy/malformed-pause": {
    status: 400,
    en: "This is no note that you signed about another member. Nothing was changed.",
    "zh-CN": "这不是由你签署、关于另一位成员的说明。没有任何改动。",
  },
  "toy/stale-head": {
    status: 409,
    en: "Something happened meanwhile. Please look, then send again.",
    "zh-CN": "其间有了新进展。请看过之后再发送。",
  },
} as const satisfies Refusals;

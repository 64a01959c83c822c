import type { Refusals } from "@niuniu/wire";

/** What health refuses. */
export const refusals: Refusals = {
  "health/not-ready": {
    status: 503,
    en: "The server is up, but its database does not answer, or it is just stopping.",
    "zh-CN": "服务器在运行，但数据库没有回应，或者服务器正在停止。",
  },
};

import { partOf } from "@niuniu/ui";

/*
 * The parts of the reporter's page beyond the first screens. `/` loads exactly these in idle time, so that what a cache
 * holds tells only that the public page was seen, not whether somebody reported.
 */

/** The rest of the form, sealing and the receipt. */
export const loadReport = partOf(() => import("./report/index.ts"), {
  en: () => import("./strings/report/en.json"),
  "zh-CN": () => import("./strings/report/zh-CN.json"),
});

/** The thread behind a receipt. */
export const loadThread = partOf(() => import("./thread/index.ts"), {
  en: async () => ({ default: (await import("./thread/words-en.ts")).words }),
  "zh-CN": async () => ({ default: (await import("./thread/words-zh-CN.ts")).words }),
});

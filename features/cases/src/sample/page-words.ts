import frontEn from "../web/strings/front/en.json" with { type: "json" };
import frontZh from "../web/strings/front/zh-CN.json" with { type: "json" };
import threadEn from "../web/strings/thread/en.json" with { type: "json" };
import threadZh from "../web/strings/thread/zh-CN.json" with { type: "json" };

/** The words of the reporter's page and of the public figures: whoever tells what these pages say says it in their words. */
export const pageWords: Readonly<Record<"en" | "zh-CN", Readonly<Record<string, string>>>> = {
  en: { ...threadEn, ...frontEn },
  "zh-CN": { ...threadZh, ...frontZh },
};

import numbers from "./numbers.json" with { type: "json" };
import en from "./texts/en.json" with { type: "json" };
import letterEn from "./texts/letter/en.json" with { type: "json" };
import letterZh from "./texts/letter/zh-CN.json" with { type: "json" };
import zh from "./texts/zh-CN.json" with { type: "json" };

/** All that the pages of the first hours say: their words and those of the letter, in every language, and whom to call where. */
export const texts = {
  niuniu: "first hours v1",
  en: { ...en, ...letterEn },
  "zh-CN": { ...zh, ...letterZh },
  numbers,
} as const;

/**
 * The bytes that a doctor and a lawyer have read, or have not: their SHA-256 is by what somebody says so. Whatever is changed in them, in
 * any language, is another text.
 */
export const TEXTS = JSON.stringify(texts);

/** A language of the product. */
export type Language = "en" | "zh-CN";

/**
 * What a caller reads: `?lang=` first, then the first of Accept-Language that the product speaks, else English. Coarse on
 * purpose: the rest of that header can tell one browser from another, and is given to nobody.
 */
export function languageOf(path: string, accepted: string | undefined): Language {
  const asked = /[?&]lang=(en|zh-CN)(?:&|$)/.exec(path)?.[1];
  if (asked === "en" || asked === "zh-CN") return asked;
  for (const range of (accepted ?? "").split(",")) {
    const tag = range.split(";")[0]?.trim().toLowerCase() ?? "";
    if (/^zh(-|$)/.test(tag)) return "zh-CN";
    if (/^en(-|$)/.test(tag)) return "en";
  }
  return "en";
}

import { CallError } from "@niuniu/wire";
import { language } from "./language.ts";
import type { Tone } from "./notice.tsx";
import { t } from "./text.ts";

/** No answer, or one by something in between; or the server itself does not know how it ended. */
export const isLost = ({ code }: CallError): boolean => code.startsWith("ui/") || code === "host/failed";

/** How what was thrown is shown: a refusal as something that did not succeed, anything else calmly. Nobody missed anything. */
export const toneOf = (error: unknown): Tone => (error instanceof CallError && !isLost(error) ? "missed" : "owed");

/** What browsers say, each in its own words, of a script that did not come or is not the one the page names the hash of. */
const NOT_IMPORTED = /import/i;

/** The sentence for a person, in the language of the page, for anything thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof TypeError && NOT_IMPORTED.test(error.message))
    return t(navigator.onLine ? "ui.part" : "ui.unreachable");
  if (!(error instanceof CallError)) return t("ui.unexpected");
  return error.sentence?.[language()] ?? t(error.code === "ui/unreachable" ? "ui.unreachable" : "ui.unreadable");
}

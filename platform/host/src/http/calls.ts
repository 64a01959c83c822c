import type { Filled } from "./guide.ts";
import { html, type Html } from "./html.ts";
import type { Language } from "./language.ts";

/** Whom to call in one place. */
export interface Numbers {
  readonly police: string;
  readonly ambulance: string;
  readonly help: readonly { readonly number: string; readonly name: Readonly<Record<Language, string>> }[];
}

/** A number that a phone calls at a touch. */
export const dial = (number: string): Html =>
  html`<a href="tel:${encodeURIComponent(number.replaceAll(/[^0-9+#*]/g, ""))}">${number}</a>`;

/**
 * What fills `{police}`, `{ambulance}` and `{help}` in a sentence: numbers to touch. Where nobody knows them (null), `unknown` says whom to
 * call, and there is no `{help}`.
 */
export function callsIn(language: Language, here: Numbers | null, unknown: string): Filled {
  if (here === null) return { police: unknown, ambulance: unknown, help: null };
  const between = language === "en" ? "; " : "；";
  const help = here.help.map(
    ({ number, name }, at) => html`${at === 0 ? "" : between}${name[language]} ${dial(number)}`,
  );
  return {
    police: dial(here.police),
    ambulance: dial(here.ambulance),
    help: help.length === 0 ? null : html`${help}`,
  };
}

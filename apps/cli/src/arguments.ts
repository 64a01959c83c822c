import { resolve } from "node:path";
import { CannotCheck } from "./trouble.ts";

/** What an option takes: nothing, one text, or a text each time it is named. */
type Kind = "switch" | "text" | "texts";
type Spec = Readonly<Record<string, Kind>>;
type ValueOf<K extends Kind> = K extends "switch" ? boolean : K extends "text" ? string | undefined : readonly string[];

/** The options of a command by name, and the words that stand without one. */
export type Arguments<S extends Spec> = { readonly [Name in keyof S]: ValueOf<S[Name]> } & {
  readonly words: readonly string[];
};

/** Options that every command knows. */
export const EVERYWHERE = { lang: "text", json: "switch", help: "switch" } as const;

function textOf(name: string, inline: string | undefined, next: string | undefined): string {
  const value = inline ?? next;
  if (value === undefined || value === "" || (inline === undefined && value.startsWith("--"))) {
    throw new CannotCheck("arguments.no-value", { option: `--${name}` });
  }
  return value;
}

/** The option an argument names, and the value behind "=" if there is one. An option we do not know is refused. */
function optionIn(argument: string, spec: Spec): { readonly name: string; readonly inline: string | undefined } {
  const cut = argument.indexOf("=");
  const name = argument.slice(2, cut < 0 ? undefined : cut);
  // A secret may stand behind "=", so only the name is ever repeated.
  if (!Object.hasOwn(spec, name)) throw new CannotCheck("arguments.unknown", { option: `--${name}` });
  return { name, inline: cut < 0 ? undefined : argument.slice(cut + 1) };
}

type Found = Record<string, boolean | string | readonly string[] | undefined>;

function empty(spec: Spec): Found {
  const values = { switch: false, text: undefined, texts: [] } as const;
  return Object.fromEntries(Object.entries(spec).map(([name, kind]) => [name, values[kind]]));
}

/** Takes one more value of an option. */
function add(found: Found, name: string, text: string): void {
  const before = found[name];
  if (typeof before === "string") throw new CannotCheck("arguments.twice", { option: `--${name}` });
  found[name] = Array.isArray(before) ? [...(before as readonly string[]), text] : text;
}

/** Reads arguments strictly: an unknown, doubled or empty option is a CannotCheck, never a guess. */
export function readArguments<S extends Spec>(given: readonly string[], spec: S): Arguments<S> {
  const found = empty(spec);
  const words: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const argument = given[at] ?? "";
    if (!argument.startsWith("-")) {
      words.push(argument);
      continue;
    }
    const { name, inline } = optionIn(argument, spec);
    if (spec[name] === "switch") {
      if (inline !== undefined) throw new CannotCheck("arguments.no-value-here", { option: `--${name}` });
      found[name] = true;
      continue;
    }
    add(found, name, textOf(name, inline, given[at + 1]));
    if (inline === undefined) at++;
  }
  return { ...found, words } as unknown as Arguments<S>;
}

/** Exactly as many words as the command takes. */
export function exactly(words: readonly string[], names: readonly string[]): readonly string[] {
  const missing = names[words.length];
  if (missing !== undefined) throw new CannotCheck("arguments.missing", { name: missing });
  const extra = words[names.length];
  if (extra !== undefined) throw new CannotCheck("arguments.extra", { word: extra });
  return words;
}

/** A whole number between two others, or the one to take when nothing was said. */
export function numberIn(
  option: string,
  text: string | undefined,
  range: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  if (text === undefined) return range.otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.least && value <= range.most) return value;
  throw new CannotCheck("arguments.number", { option, least: range.least, most: range.most });
}

/** A folder as the person meant it: npm runs us elsewhere, and says where they were. */
export function folderAt(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}

/** An http or https address without user, query or fragment, its path without the slash at the end. */
export function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && /^https?:$/.test(url.protocol) && `${url.username}${url.password}` === "";
  if (!plain || url.search !== "" || url.hash !== "") throw new CannotCheck("arguments.address");
  return url;
}

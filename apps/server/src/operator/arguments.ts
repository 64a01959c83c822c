import { resolve } from "node:path";
import type { Values, WordKey } from "./words.ts";

/** What was typed makes no sense; carries the sentence that says so. */
export class BadArgument extends Error {
  readonly key: WordKey;
  readonly values: Values;

  constructor(key: WordKey, values: Values = {}) {
    super(key);
    this.name = "BadArgument";
    this.key = key;
    this.values = values;
  }
}

const SWITCHES = new Set(["--replace", "--new-log", "--nothing-lost", "--verbose"]);
const TAKING = new Set([
  "--to",
  "--from",
  "--mirror",
  "--data",
  "--keep-days",
  "--country",
  "--zone",
  "--year",
  "--lang",
]);

/** The options that were typed, by name with their dashes; a switch is "". */
export type Options = ReadonlyMap<string, string>;

function valueOf(option: string, inline: string | undefined, next: string | undefined): string {
  const value = inline ?? next ?? "";
  if (value === "" || (inline === undefined && value.startsWith("--")))
    throw new BadArgument("arguments.no-value", { option });
  return value;
}

/** Reads options strictly: `known` ones, each once, each with its value. Nothing is guessed. */
export function readOptions(given: readonly string[], known: readonly string[]): Options {
  const found = new Map<string, string>();
  const words = [...given];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, option = "", inline] = /^(--[^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (option === "") throw new BadArgument("arguments.extra", { word });
    const isSwitch = SWITCHES.has(option) && inline === undefined;
    if (![...known, "--data", "--lang"].includes(option) || !(isSwitch || TAKING.has(option)))
      throw new BadArgument("arguments.unknown", { option });
    if (found.has(option)) throw new BadArgument("arguments.twice", { option });
    found.set(option, isSwitch ? "" : valueOf(option, inline, inline === undefined ? words.shift() : undefined));
  }
  return found;
}

/** A folder as the person meant it: npm runs us elsewhere, and says where they were. */
export function folderAt(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}

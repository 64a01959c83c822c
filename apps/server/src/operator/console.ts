import type { Progress } from "@niuniu/host/archive";
import { readSettings } from "../config.ts";
import { folderAt, type Options } from "./arguments.ts";
import type { Language, Values, WordKey } from "./words.ts";

/** How a command speaks to the operator. */
export interface Console {
  readonly language: Language;
  /** What came of it. */
  readonly tell: (key: WordKey, values?: Values) => void;
  /** What is being done meanwhile. */
  readonly note: (key: WordKey, values?: Values) => void;
  /** Hears stable codes of what went wrong below. */
  readonly failed: (code: string) => void;
}

/** Says that copying begins, and that what was copied is read back; with `--verbose` every table and file as well. */
export function progressTo({ note }: Console, options: Options): (progress: Progress) => void {
  note("backup.copying");
  return ({ doing, name, rows }) => {
    if (doing === "checking" || options.has("--verbose")) note(`backup.${doing}`, { name, rows });
  };
}

/** Where the line's data are: the settings, with another data folder if `--data` names one. */
export function placeOf(options: Options): { readonly data: string; readonly databaseUrl: string | null } {
  const { data, databaseUrl } = readSettings(process.env, process.cwd());
  const named = options.get("--data");
  return { data: named === undefined ? data : folderAt(named), databaseUrl };
}

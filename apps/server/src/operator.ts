import { ArchiveTrouble } from "@niuniu/host/archive";
import { CannotStart } from "@niuniu/host";
import { BadArgument } from "./operator/arguments.ts";
import { backupCommand } from "./operator/backup-command.ts";
import { calendarCommand } from "./operator/calendar-command.ts";
import type { Console } from "./operator/console.ts";
import { doctorCommand } from "./operator/doctor-command.ts";
import { restoreCommand } from "./operator/restore-command.ts";
import { languageOf, say, type Language } from "./operator/words.ts";

/** How a command ends: done · something is wrong with what is stored · it could not be done. */
const EXIT = { fine: 0, wrong: 1, undone: 2 } as const;

const COMMANDS = {
  backup: backupCommand,
  restore: restoreCommand,
  doctor: doctorCommand,
  calendar: calendarCommand,
} as const;

const isCommand = (word: string): word is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, word);

function languageIn(given: readonly string[]): Language | null {
  const at = given.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  return languageOf(at < 0 ? undefined : (given[at]?.split("=")[1] ?? given[at + 1] ?? ""), process.env);
}

function consoleIn(language: Language): Console {
  return {
    language,
    tell: (key, values) => void process.stdout.write(`${say(language, key, values)}\n`),
    note: (key, values) => void process.stderr.write(`${say(language, key, values)}\n`),
    failed: (code) => void process.stderr.write(`niuniu: ${code}\n`),
  };
}

/** How a command is used; without one, how all are. */
function helpFor(word: string, language: Language): string {
  const asked = isCommand(word) ? [word] : (["backup", "restore", "doctor", "calendar"] as const);
  const uses = asked.map((command) => say(language, `help.${command}`));
  return `${uses.join("\n")}\n\n${say(language, "help.everywhere")}`;
}

async function run(word: string, rest: readonly string[], to: Console): Promise<number> {
  if (!isCommand(word)) throw new BadArgument("arguments.command", { word });
  return COMMANDS[word](rest, to);
}

/** What is damaged in a backup or a mirror is a finding; everything else could not be done. */
const FINDINGS: ReadonlySet<string> = new Set(["archive/damaged", "archive/not-a-backup", "archive/mirror-unsound"]);

function explain(error: unknown, language: Language): number {
  const said = (text: string): void => void process.stderr.write(`${text}\n`);
  if (error instanceof BadArgument) said(say(language, error.key, error.values));
  else if (error instanceof ArchiveTrouble) said(`${say(language, error.code, error.values)} (${error.code})`);
  else if (error instanceof CannotStart) said(`${error.message} (${error.code})`);
  else throw error;
  return error instanceof ArchiveTrouble && FINDINGS.has(error.code) ? EXIT.wrong : EXIT.undone;
}

async function main(given: readonly string[]): Promise<number> {
  const language = languageIn(given);
  const [word = "", ...rest] = given;
  if (word === "" || given.includes("--help") || given.includes("-h")) {
    process.stdout.write(`${helpFor(word, language ?? "en")}\n`);
    return word === "" ? EXIT.undone : EXIT.fine;
  }
  try {
    if (language === null) throw new BadArgument("arguments.language");
    return await run(word, rest, consoleIn(language));
  } catch (error) {
    return explain(error, language ?? "en");
  }
}

// What was started below is ended in order before this; a signal ends PostgreSQL by itself.
process.exitCode = await main(process.argv.slice(2));

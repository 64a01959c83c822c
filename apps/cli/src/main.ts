import { argv, env, stdout, stderr } from "node:process";
import { EXIT } from "./exit.ts";
import type { Output } from "./output.ts";
import { CannotCheck } from "./trouble.ts";
import { jsonText, languageOf, say, type Language } from "./words.ts";

type Command = (given: readonly string[], output: Output) => Promise<number>;

/** Each is loaded when it is asked for: the others may weigh as much as the whole work of one. */
const COMMANDS = {
  verify: async () => (await import("./verify/command.ts")).verifyCommand,
  "verify-site": async () => (await import("./verify/command.ts")).verifySiteCommand,
  witness: async () => (await import("./witness/command.ts")).witnessCommand,
  alarm: async () => (await import("./alarm/command.ts")).alarmCommand,
  mirror: async () => (await import("./mirror/command.ts")).mirrorCommand,
  watch: async () => (await import("./watch/command.ts")).watchCommand,
} as const satisfies Readonly<Record<string, () => Promise<Command>>>;

const isCommand = (word: string): word is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, word);

/** The language has to be known before anything can be said, also that an argument is wrong. */
function languageIn(given: readonly string[]): Language | null {
  const at = given.findIndex((argument) => argument === "--lang" || argument.startsWith("--lang="));
  const asked = at < 0 ? undefined : (given[at]?.split("=")[1] ?? given[at + 1] ?? "");
  return languageOf(asked, env);
}

async function run(word: string, rest: readonly string[], output: Output): Promise<number> {
  if (!isCommand(word)) throw new CannotCheck("arguments.command", { word });
  const command = await COMMANDS[word]();
  return command(rest, output);
}

function sentenceOf(cause: unknown, language: Language): string {
  if (cause instanceof CannotCheck) return say(language, cause.sentence.key, cause.sentence.values);
  // What the system refuses has a code; anything else is our own mistake and ends loudly.
  if (cause instanceof Error && "code" in cause && "syscall" in cause)
    return say(language, "disk", { why: cause.message });
  throw cause;
}

async function main(given: readonly string[]): Promise<number> {
  const language = languageIn(given);
  const output: Output = {
    language: language ?? "en",
    json: given.includes("--json"),
    write: (text) => void stdout.write(text),
  };
  const [word = "", ...rest] = given.filter((argument) => argument !== "--help" && argument !== "-h");
  if (rest.length + 1 < given.length || word === "" || word === "help") {
    output.write(`${say(output.language, isCommand(word) ? `help.${word}` : "help.all")}\n`);
    return word === "" && given.length === 0 ? EXIT.unchecked : EXIT.fine;
  }
  try {
    if (language === null) throw new CannotCheck("arguments.language");
    return await run(word, rest, output);
  } catch (cause) {
    const sentence = sentenceOf(cause, output.language);
    if (output.json) output.write(`${jsonText({ niuniu: "verify v1", verdict: "unchecked", sentence })}\n`);
    else stderr.write(`${sentence}\n`);
    return EXIT.unchecked;
  }
}

process.exitCode = await main(argv.slice(2));

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { env } from "node:process";
import { addressOf, EVERYWHERE, exactly, folderAt, readArguments } from "../arguments.ts";
import { makeFolder, readIfThere, writeDurably } from "../durable.ts";
import { BUDGET, limitsOf, within, type Limits } from "../budget.ts";
import { EXIT } from "../exit.ts";
import { tell, type Output } from "../output.ts";
import { rhythmOf, rounds } from "../rounds.ts";
import { hostSource } from "../source.ts";
import { CannotCheck } from "../trouble.ts";
import { exitOf } from "../verify/command.ts";
import { parseFields } from "../verify/json.ts";
import { usualFolder } from "../verify/state.ts";
import { verify } from "../verify/verify.ts";
import { say } from "../words.ts";
import { newsIn, type Told } from "./changes.ts";
import { letterOf, send, type Letter, type Post } from "./mail.ts";

const OPTIONS = {
  ...EVERYWHERE,
  ...BUDGET,
  state: "text",
  once: "switch",
  every: "text",
  "mail-to": "texts",
  "mail-from": "text",
  smtp: "text",
} as const;
const FIVE_MINUTES = 300;
const MAIL = /^[^\s<>,;"]+@[^\s<>,;"]+$/;

/** What a watch remembers: what was told, and the mails that no mail server has taken yet. */
interface Memory {
  readonly niuniu: "watch v1";
  readonly told: Told | null;
  readonly outbox: readonly Letter[];
}

interface Watch {
  readonly url: URL;
  readonly folder: string;
  readonly limits: Limits;
  readonly post: Post;
  readonly output: Output;
}

const fileIn = (folder: string): string => join(folder, "watch.json");

async function recallWatch(folder: string): Promise<Memory> {
  const bytes = await readIfThere(fileIn(folder));
  if (bytes === null) return { niuniu: "watch v1", told: null, outbox: [] };
  const fields = parseFields(Buffer.from(bytes).toString("utf8"));
  if (fields?.["niuniu"] !== "watch v1") throw new CannotCheck("state-damaged", { file: fileIn(folder) });
  return fields as unknown as Memory;
}

async function keep(folder: string, memory: Memory): Promise<void> {
  await writeDurably(fileIn(folder), `${JSON.stringify(memory)}\n`, 0o600);
}

/** Sends what waits, oldest first; what no mail server takes stays, and makes it false. */
async function empty({ folder, post, output }: Watch, memory: Memory): Promise<boolean> {
  const { language, write, json } = output;
  let outbox = memory.outbox;
  for (const letter of memory.outbox) {
    const sent = await send(post, letter);
    if (sent !== true) {
      if (!json) write(`${say(language, "watch.unsent", { why: sent })}\n`);
      return false;
    }
    outbox = outbox.slice(1);
    await keep(folder, { ...memory, outbox });
    if (!json) write(`${say(language, "watch.sent", { to: post.to.join(", "), subject: letter.subject })}\n`);
  }
  return true;
}

/** One round: check, write down what is new together with the mail about it, then send. */
async function watchOnce(watch: Watch): Promise<number> {
  const { url, folder, limits, output } = watch;
  const { language } = output;
  const source = within(hostSource(url), limits);
  try {
    const now = Date.now();
    const outcome = await verify({ source, folder, full: false, parts: "all", now, language });
    const before = await recallWatch(folder);
    const { news, told } = newsIn(before.told, outcome);
    const letters = news === null ? [] : [letterOf(news, { url, now, id: randomUUID() }, language)];
    const memory = { ...before, told, outbox: [...before.outbox, ...letters] };
    // Kept before it is sent: a kill in between sends a mail twice rather than never.
    await keep(folder, memory);
    if (output.json) tell(output, outcome);
    else if (memory.outbox.length === 0) output.write(`${say(language, "watch.quiet")}\n`);
    const sent = await empty(watch, memory);
    // Somebody who waits for a mail that cannot be sent is not told that all is well.
    const code = exitOf(outcome);
    return sent || code === EXIT.lied ? code : EXIT.unchecked;
  } finally {
    source.close();
  }
}

function smtpOf(given: string | undefined): URL {
  const text = given ?? env["NIUNIU_SMTP_URL"] ?? "";
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "") throw new CannotCheck("arguments.smtp");
  if (given !== undefined && url.password !== "") throw new CannotCheck("arguments.smtp-secret");
  return url;
}

function mailOf(text: string): string {
  if (!MAIL.test(text)) throw new CannotCheck("arguments.mail");
  return text;
}

/** `niuniu watch URL` */
export async function watchCommand(given: readonly string[], output: Output): Promise<number> {
  const asked = readArguments(given, OPTIONS);
  const [address = ""] = exactly(asked.words, ["URL"]);
  const url = addressOf(address);
  const to = asked["mail-to"].map(mailOf);
  const [first] = to;
  if (first === undefined) throw new CannotCheck("arguments.missing", { name: "--mail-to" });
  const post = { smtp: smtpOf(asked.smtp), from: mailOf(asked["mail-from"] ?? first), to };
  const rhythm = rhythmOf(asked.once, asked.every, FIVE_MINUTES);
  const limits = limitsOf(asked);
  const folder = asked.state === undefined ? usualFolder("watch", url) : folderAt(asked.state);
  await makeFolder(folder, 0o700);
  const round = async (): Promise<number> => watchOnce({ url, folder, limits, post, output });
  const code = await rounds(rhythm, round, false);
  return rhythm === null ? code : EXIT.fine;
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { alarmName, signAlarm, signAnswered } from "@niuniu/committee";
import { readVerifier } from "@niuniu/note";
import { RosterError } from "@niuniu/roster";
import { addressOf, EVERYWHERE, exactly, folderAt, readArguments } from "../arguments.ts";
import { USUAL, within } from "../budget.ts";
import { readIfThere, writeDurably } from "../durable.ts";
import { EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { hostSource } from "../source.ts";
import { CannotCheck } from "../trouble.ts";
import { objectAt, parseFields, readHead, SMALL, type Head } from "../verify/json.ts";
import { keyKept } from "../witness/key.ts";
import { say } from "../words.ts";
import { post, type Answer } from "./post.ts";
import { checkShown } from "./receipt.ts";

const OPTIONS = { ...EVERYWHERE, data: "text", says: "text", saw: "texts", answered: "text" } as const;

const fileOf = (folder: string, name: string, kind: "note" | "json"): string =>
  join(folder, `alarm-${name.slice(0, 16)}.${kind}`);

async function headOf(url: URL): Promise<Head> {
  const source = within(hostSource(url), USUAL);
  try {
    return await objectAt(source, "/record/head", readHead, SMALL);
  } finally {
    source.close();
  }
}

const textAt = async (path: string): Promise<string> => {
  const bytes = await readFile(folderAt(path)).catch(() => null);
  if (bytes === null) throw new CannotCheck("alarm.no-file", { file: folderAt(path) });
  return bytes.toString("utf8");
};

function signedOr<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof RosterError) throw new CannotCheck("alarm.malformed");
    throw cause;
  }
}

/** What was answered, or a refusal: then what is kept in `file` is what there is to show. */
function taken({ taken: isTaken, fields }: Answer, host: string, file: string): Answer["fields"] {
  if (isTaken) return fields;
  const { code } = fields;
  throw new CannotCheck("alarm.refused", { host, code: typeof code === "string" ? code : "?", file });
}

interface Asked {
  readonly url: URL;
  readonly folder: string;
  readonly now: number;
}

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Keeps the alarm before anybody is shown it, hands it in, and keeps what proves that it was taken. */
async function raise({ url, folder, now }: Asked, says: string, saw: readonly string[], { language, write }: Output) {
  const [key, head] = [await keyKept(folder), await headOf(url)];
  const { name: origin } = readVerifier(head.log);
  const note = signedOr(() => signAlarm({ origin, date: dayOf(now), says, saw }, key, Math.floor(now / 1_000)));
  const name = alarmName(note);
  const file = fileOf(folder, name, "note");
  // Said again on the same day it is the same: what was kept first is handed in.
  const kept = await readIfThere(file);
  const alarm = kept === null ? note : Buffer.from(kept).toString("utf8");
  if (kept === null) await writeDurably(file, note, 0o600);
  const { matter } = taken(await post(url, "/upkeep/alarm", { alarm }), url.host, file);
  const shown = await post(url, "/matter/thread", { feature: "upkeep", matter });
  const how = checkShown(shown.fields, alarm, head.log);
  const receipt = fileOf(folder, name, "json");
  await writeDurably(receipt, `${JSON.stringify({ matter, log: head.log, thread: shown.fields }, null, 2)}\n`, 0o600);
  write(`${say(language, `alarm.${how}`, { file: receipt, name: name.slice(0, 16) })}\n`);
}

/** The witness's word that it is answered: it is over. */
async function answer({ url, folder, now }: Asked, name: string, { language, write }: Output): Promise<void> {
  if (!/^[0-9a-f]{16,64}$/.test(name)) throw new CannotCheck("alarm.no-name");
  const key = await keyKept(folder);
  const note = await textAt(fileOf(folder, name, "note"));
  const { matter } = parseFields(await textAt(fileOf(folder, name, "json"))) ?? {};
  const word = signedOr(() => signAnswered({ alarm: alarmName(note), date: dayOf(now) }, key, Math.floor(now / 1_000)));
  taken(await post(url, "/upkeep/answered", { matter, word }), url.host, fileOf(folder, name, "note"));
  write(`${say(language, "alarm.answered")}\n`);
}

/** `niuniu alarm URL` */
export async function alarmCommand(given: readonly string[], output: Output): Promise<number> {
  const { words, data, says, saw, answered } = readArguments(given, OPTIONS);
  const [place = ""] = exactly(words, ["URL"]);
  if (data === undefined) throw new CannotCheck("arguments.missing", { name: "--data" });
  const asked = { url: addressOf(place), folder: folderAt(data), now: Date.now() };
  if (says !== undefined && answered === undefined) {
    await raise(asked, says, await Promise.all(saw.map(textAt)), output);
    return EXIT.fine;
  }
  if (says !== undefined || answered === undefined) throw new CannotCheck("alarm.one-of");
  await answer(asked, answered, output);
  return EXIT.fine;
}

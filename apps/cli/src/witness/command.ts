import { hostname } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import type { Server } from "node:http";
import { stderr } from "node:process";
import { NoteError, readVerifier, type Verifier } from "@niuniu/note";
import { addressOf, EVERYWHERE, exactly, folderAt, readArguments } from "../arguments.ts";
import { createDurably, makeFolder, readIfThere } from "../durable.ts";
import { USUAL, within } from "../budget.ts";
import { EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { hostSource } from "../source.ts";
import { CannotCheck } from "../trouble.ts";
import { hashOf } from "../verify/facts.ts";
import { objectAt, readHead, SMALL } from "../verify/json.ts";
import { say } from "../words.ts";
import { Witness } from "./add-checkpoint.ts";
import { keyIn, lineOf } from "./key.ts";
import { Memory } from "./memory.ts";
import { witnessServer } from "./server.ts";

const OPTIONS = {
  ...EVERYWHERE,
  data: "text",
  listen: "text",
  log: "texts",
  from: "text",
  name: "text",
  url: "text",
} as const;

function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new CannotCheck("arguments.missing", { name: option });
  return value;
}

/** "8788", "0.0.0.0:8788" or "[::]:8788". A port alone means this machine only. */
function placeOf(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]:|([\w.-]+):)?(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits ?? Number.NaN);
  if (!(port <= 65_535)) throw new CannotCheck("arguments.listen");
  return { host: bracketed ?? plain ?? "127.0.0.1", port };
}

function verifierOf(text: string): Verifier {
  try {
    return readVerifier(text);
  } catch (cause) {
    if (cause instanceof NoteError) throw new CannotCheck("arguments.key");
    throw cause;
  }
}

/** The key a host showed at the first start; what it shows later changes nothing. */
async function keyFrom(url: URL, folder: string, told: (log: string) => void): Promise<Verifier> {
  const file = join(folder, `from-${hashOf(url.href).slice(0, 16)}.txt`);
  const kept = await readIfThere(file);
  if (kept !== null) return verifierOf(Buffer.from(kept).toString("utf8").trim());
  const source = within(hostSource(url), USUAL);
  try {
    const { log } = await objectAt(source, "/record/head", readHead, SMALL);
    const verifier = verifierOf(log);
    await createDurably(file, `${log}\n`, 0o600);
    told(log);
    return verifier;
  } finally {
    source.close();
  }
}

/** Runs until it is told to end; what is under way is finished first. */
async function serveUntilTold(server: Server): Promise<void> {
  const ended = once(server, "close");
  const end = (): void => {
    server.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, end);
  await ended;
}

async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new CannotCheck("witness.listen", { address: `${host}:${port}`, why });
  }
  const bound = server.address();
  return `${host}:${typeof bound === "object" && bound !== null ? bound.port : port}`;
}

/** `niuniu witness` */
export async function witnessCommand(given: readonly string[], { language, write }: Output): Promise<number> {
  const asked = readArguments(given, OPTIONS);
  exactly(asked.words, []);
  const folder = folderAt(required(asked.data, "--data"));
  const place = placeOf(required(asked.listen, "--listen"));
  const url = asked.url === undefined ? null : addressOf(asked.url);
  if (asked.log.length === 0 && asked.from === undefined) throw new CannotCheck("arguments.logs");
  const logs = asked.log.map(verifierOf);
  await makeFolder(folder, 0o700);
  const key = await keyIn(folder, asked.name ?? hostname());
  const line = lineOf(key, url === null ? null : url.href.replace(/\/$/, ""));
  if (asked.from !== undefined) {
    const host = addressOf(asked.from);
    const told = (log: string): void => write(`${say(language, "witness.kept", { host: host.host, log })}\n`);
    logs.push(await keyFrom(host, folder, told));
  }
  const memory = new Memory(folder);
  for (const { name } of logs) await memory.welcome(name);
  const witness = new Witness(key, logs, memory, Date.now);
  const failed = (cause: unknown): void => void stderr.write(`${cause instanceof Error ? cause.message : "failed"}\n`);
  const server = witnessServer(witness, url?.pathname.replace(/\/$/, "") ?? "", failed);
  const address = await listen(server, place);
  const ended = serveUntilTold(server);
  write(`${say(language, "witness.line")}\n\n${line}\n\n`);
  if (url === null) write(`${say(language, "witness.address")}\n`);
  write(`${say(language, "witness.ready", { logs: logs.map(({ name }) => name).join(", "), address })}\n`);
  await ended;
  return EXIT.fine;
}

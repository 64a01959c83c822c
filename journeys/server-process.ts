import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { start } from "../apps/server/src/main.ts";

/** A server in a process of its own, so that it can be killed; its clock is moved by lines on its standard input. */
export interface ServerProcess {
  readonly origin: string;
  readonly setupCode: string | null;
  /** Moves its clock to `offset` ms after the machine's. */
  readonly setOffset: (offset: number) => void;
  /** Ends it like a power cut: nothing of it runs on. Resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Asks it to end in order, and does not wait for ever. */
  readonly stop: () => Promise<void>;
}

const SELF = fileURLToPath(import.meta.url);
const STARTED_WITHIN = 60_000;
const STOPPED_WITHIN = 40_000;

function ready(child: ChildProcess): Promise<{ readonly origin: string; readonly setupCode: string | null }> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`the server did not open: ${said}`)), STARTED_WITHIN);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code ?? "a signal"}: ${said}`)));
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (!said.includes("\n")) return;
      clearTimeout(late);
      resolve(JSON.parse(said) as { readonly origin: string; readonly setupCode: string | null });
    });
  });
}

/** Starts it on this folder; port 0 is any free one. */
export async function startProcess(data: string, port: number, offset: number): Promise<ServerProcess> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", SELF, data, `${port}`, `${offset}`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    const late = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN);
    child.kill(signal);
    await gone;
    clearTimeout(late);
  };
  try {
    return {
      ...(await ready(child)),
      setOffset: (next) => void child.stdin.write(`${next}\n`),
      kill: () => end("SIGKILL"),
      stop: () => end("SIGTERM"),
    };
  } catch (error) {
    await end("SIGKILL");
    throw error;
  }
}

/** The process itself. */
async function serve(data: string, port: number, first: number): Promise<void> {
  let offset = first;
  process.stdin.setEncoding("utf8").on("data", (text: string) => (offset = Number(text.trim().split("\n").at(-1))));
  const running = await start({
    ...{ data, port, origin: "http://localhost", address: "localhost", databaseUrl: null, tellEvery: 250 },
    now: () => Date.now() + offset,
  });
  process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
  // Whoever started it has gone.
  process.stdin.once("end", () => void running.stop().then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ origin: running.origin, setupCode: running.setupCode })}\n`);
}

if (import.meta.main) {
  const [data = "", port = "0", offset = "0"] = process.argv.slice(2);
  await serve(data, Number(port), Number(offset));
}

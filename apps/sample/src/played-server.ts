import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { StageClock } from "./play.ts";

/** A server on a clock that is played, in a process of its own: it must not reach the keys that are made here. */
export interface PlayedServer {
  readonly origin: string;
  readonly setupCode: string;
  /** When its clock began, where the organisation is in the morning of a working day (ms since epoch). */
  readonly begins: number;
  readonly clock: StageClock;
  /** Stops it in order, does something while nobody else can have the data folder, and lets go of it. */
  readonly stop: (meanwhile: () => void) => Promise<void>;
  /** Lets it end by itself, whatever it was at: nobody plays any more. */
  readonly leave: () => Promise<void>;
}

/** What of a played server is not the sample's. `begins`: when its clock begins (ms since epoch); `env`: all of its settings. */
interface Otherwise {
  readonly begins?: number;
  readonly env?: NodeJS.ProcessEnv;
}

const PROGRAM = fileURLToPath(new URL("../../server/src/played.ts", import.meta.url));

/**
 * Starts it on a fresh line in a folder below the data folder, its clock some months before `ends` (ms since epoch) if not said. Null where it could not start: it
 * has said why on standard error. It stops by itself once this process is gone.
 */
export async function playedServer(
  data: string,
  folder: string,
  ends: number,
  { begins: first, env = process.env }: Otherwise = {},
): Promise<PlayedServer | null> {
  const words = [data, folder, ends, ...(first === undefined ? [] : [first])].map(String);
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, ...words], {
    ...{ env, stdio: ["pipe", "pipe", "inherit"] },
  });
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const told = async (): Promise<string | null> => {
    const { value, done } = await lines.next();
    return done === true ? null : value;
  };
  const say = async (word: string): Promise<string> => {
    child.stdin.write(`${word}\n`);
    const answer = await told();
    if (answer === null) throw new Error("the server of the sample ended");
    return answer;
  };
  const opened = await told();
  if (opened === null) return null;
  const [origin = "", setupCode = "", began = ""] = opened.split(" ");
  const begins = Number(began);
  let ahead = begins - Date.now();
  return {
    origin,
    setupCode,
    begins,
    clock: {
      now: () => Date.now() + ahead,
      moveTo: async (instant) => void (ahead = Number(await say(String(instant))) - Date.now()),
    },
    stop: async (meanwhile) => {
      await say("stop");
      meanwhile();
      child.stdin.end();
      await ended;
    },
    leave: () => {
      child.stdin.end();
      return ended;
    },
  };
}

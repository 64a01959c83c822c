import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotStart } from "@niuniu/host";

/**
 * `--sample`: an invented organisation. Whoever plays its people does so in a process of its own, because it plays their browsers
 * and so holds keys that no server process may reach.
 */
const PROGRAM = fileURLToPath(new URL("../../sample/src/main.ts", import.meta.url));
/** What the sample keeps in its data folder once it is whole. */
const KEPT = "sample.json";

const begin = (word: "found" | "tell", data: string) =>
  spawn(process.execPath, [...process.execArgv, PROGRAM, word, data], { stdio: ["pipe", "inherit", "inherit"] });

/**
 * Founds the sample with its past, unless it is there: on a server of its own, whose clock is played, before this one starts.
 * False where that failed; why has been said. Throws CannotStart for a folder with another organisation.
 */
export async function foundSample(data: string): Promise<boolean> {
  const [unfinished, database] = [join(data, "sample-unfinished"), "postgres"];
  if (existsSync(join(data, KEPT))) return true;
  // Its own database is in its place already where the power went while it was put there.
  const itsOwn = existsSync(join(unfinished, KEPT)) && !existsSync(join(unfinished, database));
  if (existsSync(join(data, database)) && !itsOwn) {
    throw new CannotStart(
      "host/bad-setting",
      `In ${data} there is an organisation that is not the sample, or one about to be founded. Start without --sample, or set NIUNIU_DATA to another folder for the sample.`,
    );
  }
  // It ends when this process does: its input is then closed.
  const child = begin("found", data);
  return new Promise((resolve) => void child.once("exit", (code) => resolve(code === 0)));
}

/**
 * Whoever tells how to sign in. Begun before the server, which may have stopped being root, with no way into this clone or the
 * data folder, once it is open; where it then is, this tells it, and waits.
 */
export function readyTeller(data: string): {
  tell: (origin: string) => Promise<void>;
  leave: () => void;
} {
  const child = begin("tell", data);
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  return {
    tell: async (origin) => {
      child.stdin.end(`${origin}\n`);
      await ended;
    },
    // Told nothing, it ends; a server that could not start would otherwise wait for it.
    leave: () => child.stdin.end(),
  };
}

import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CannotStart } from "./cannot-start.ts";

/** In place of a process id, where nobody says who holds the lock. */
const NOBODY = "unknown";
/** How often a lock that nobody answers for is asked for again; each time takes from a tenth of a second to a whole one. */
const ATTEMPTS = 10;

/** A name only those who can read the data folder know, so nobody else can take the lock in our place. */
function lockName(folder: string): string {
  const file = join(folder, "lock");
  const fresh = `${file}.${randomBytes(8).toString("hex")}`;
  try {
    writeFileSync(fresh, randomBytes(16).toString("hex"), { mode: 0o600 });
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return `\0niuniu-${readFileSync(file, "utf8").trim()}`;
}

/** Makes the folder if it is not there, or says in a sentence why it cannot be used; resolves with its lock's name. */
function openFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return lockName(folder);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason === undefined) throw error;
    throw new CannotStart(
      "host/bad-setting",
      `NIUNIU_DATA is "${folder}"; no data can be kept there (${reason}). Name a folder that you may write to, such as ./data.`,
      { cause: error },
    );
  }
}

function askPid(name: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const done = (): void => {
      socket.destroy();
      resolve(/^\d+$/.test(answer) ? answer : NOBODY);
    };
    const socket = connect(name).setEncoding("utf8").setTimeout(1_000);
    socket.on("data", (text: string) => (answer += text));
    socket.on("end", done).on("error", done).on("timeout", done);
  });
}

function listen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(null);
      else reject(error);
    });
    server.listen(name, () => resolve(server.unref()));
  });
}

/**
 * Takes the data folder for this process, or refuses with host/data-in-use naming the folder and the other process.
 * The lock is a socket name the kernel holds for us: it ends with the process, kill -9 included, and no reused
 * process id can be mistaken for it. It does not reach across network namespaces: two containers must not share a
 * data folder.
 */
export async function lockFolder(folder: string): Promise<{ readonly release: () => void }> {
  const name = openFolder(folder);
  for (let attempt = 1; ; attempt++) {
    const server = await listen(name);
    if (server !== null) return { release: () => void server.close() };
    const holder = await askPid(name);
    // Nobody answers for the name: its process was killed a moment ago, while starting another that held it for an instant.
    if (holder === NOBODY && attempt < ATTEMPTS) {
      await wait(100);
      continue;
    }
    throw new CannotStart(
      "host/data-in-use",
      `The data folder ${folder} is already in use by another Niuniu (process ${holder}). Stop that one first, or set NIUNIU_DATA to another folder.`,
    );
  }
}

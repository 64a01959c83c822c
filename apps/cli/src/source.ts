import { request as plainRequest, Agent as PlainAgent, type IncomingMessage, type RequestOptions } from "node:http";
import { request as secureRequest, Agent as SecureAgent } from "node:https";
import { join } from "node:path";
import { readIfThere } from "./durable.ts";
import { CannotCheck } from "./trouble.ts";

/** Where a record is read from: a host, or a folder with the same paths in it. */
export interface Source {
  /** How to call it when speaking to a person. */
  readonly name: string;
  /** The bytes at a served path such as "/record/checkpoint", or null if there are none. */
  readonly get: (path: string, most?: number) => Promise<Uint8Array | null>;
  readonly close: () => void;
}

/** More than any answer of an honest host has. */
const LARGEST = 64 * 1024 * 1024;
const PATIENCE = 30_000;
/** However little arrives at a time: a host must not keep a watch from ever finishing. */
const LONGEST_WAIT = 120_000;
/** How many requests are under way at once. */
export const AT_ONCE = 16;
const TRIES = 3;

interface Client {
  readonly request: typeof plainRequest;
  readonly options: RequestOptions;
  /** ms one answer may take, however it comes. */
  readonly longest: number;
}

function once({ request, options, longest }: Client, path: string, most: number): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(longest);
    const asked = request({ ...options, path, signal }, (answer: IncomingMessage) => {
      const chunks: Uint8Array[] = [];
      let length = 0;
      answer.on("data", (chunk: Uint8Array) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > most) asked.destroy(new Error("too-large"));
      });
      answer.on("error", reject);
      answer.on("aborted", () => reject(new Error("the answer was cut off")));
      answer.on("end", () => {
        const status = answer.statusCode ?? 0;
        if (status === 200) resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
        else if (status === 404) resolve(null);
        else reject(new Error(`HTTP ${status}`));
      });
    });
    asked.setTimeout(PATIENCE, () => asked.destroy(new Error("no answer in time")));
    asked.on("error", reject);
    asked.end();
  });
}

/** Reads from a host over http or https, over a few connections that stay open. Redirections are not followed. */
export function hostSource(url: URL, longest = LONGEST_WAIT): Source {
  const secure = url.protocol === "https:";
  const settings = { keepAlive: true, maxSockets: AT_ONCE, scheduling: "fifo" as const };
  const agent = secure ? new SecureAgent(settings) : new PlainAgent(settings);
  const { hostname, port } = url;
  const options: RequestOptions = { hostname: hostname.replace(/^\[|\]$/g, ""), port, agent };
  const client: Client = { request: secure ? secureRequest : plainRequest, options, longest };
  const prefix = url.pathname.replace(/\/$/, "");
  return {
    name: url.host,
    get: async (path, most = LARGEST) => {
      for (let tried = 1; ; tried++) {
        try {
          return await once(client, `${prefix}${path}`, most);
        } catch (cause) {
          const why = cause instanceof Error ? cause.message : "";
          if (tried >= TRIES || why === "too-large" || why.startsWith("HTTP 4")) {
            throw new CannotCheck("network", { host: url.host, path, why });
          }
          await new Promise((resume) => setTimeout(resume, 250 * tried));
        }
      }
    },
    close: () => agent.destroy(),
  };
}

/** Reads from a folder that holds the served paths as files: a mirror. */
export function folderSource(folder: string): Source {
  return {
    name: folder,
    get: async (path, most = LARGEST) => {
      const bytes = await readIfThere(join(folder, path));
      if (bytes !== null && bytes.length > most) throw new CannotCheck("too-large", { path });
      return bytes;
    },
    close: () => undefined,
  };
}

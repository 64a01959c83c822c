import { join } from "node:path";
import { env } from "node:process";
import type { Client } from "./client.ts";
import { readIfThere } from "./durable.ts";
import { Lane } from "./lane.ts";
import { CannotCheck } from "./trouble.ts";

/** Where a record is read from: a host, or a folder with the same paths in it. */
export interface Source {
  /** How to call it when speaking to a person. */
  readonly name: string;
  /** The bytes at a served path such as "/record/checkpoint", or null if there are none. */
  readonly get: (path: string, most?: number) => Promise<Uint8Array | null>;
  /** Throws where this run has nothing left to spend, or would be asked to read so many entries of the log. */
  readonly check: (entries?: number) => void;
  readonly close: () => void;
}

const unlimited = (): void => undefined;

/** More than any answer of an honest host has. */
const LARGEST = 64 * 1024 * 1024;
const PATIENCE = 30_000;
/** However little arrives at a time: a host must not keep a watch from ever finishing. */
const LONGEST_WAIT = 120_000;
/** How many requests are under way at once. */
export const AT_ONCE = 16;
/** On how many connections they are asked for where the host gives plain answers. */
const LANES = 2;
const TRIES = 3;

/** Whether the environment names a proxy for such addresses. Which hosts it leaves out (NO_PROXY) the platform's client knows. */
const isProxied = ({ protocol }: URL): boolean =>
  [`${protocol.slice(0, -1)}_proxy`, `${protocol.slice(0, -1).toUpperCase()}_PROXY`].some((name) => Boolean(env[name]));

/** What this machine, its network or the address that was typed are to blame for, before any host is. */
const OWN = ["ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "ENETDOWN", "EADDRNOTAVAIL"];
const isOwnFault = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && OWN.includes(String(cause.code));

/** Reads from a host over http or https, over a few connections that stay open. Redirections are not followed. */
export function hostSource(url: URL, longest = LONGEST_WAIT): Source {
  const way = { url, longest, patience: PATIENCE };
  const lanes = Array.from({ length: LANES }, () => new Lane(way));
  const prefix = url.pathname.replace(/\/$/, "");
  // Loaded when it is needed: the platform's client brings much along, and most hosts give plain answers only.
  let client: Promise<Client> | null = null;
  let open = true;
  const proxied = isProxied(url);
  const openClient = async (): Promise<Client> => (await import("./client.ts")).openClient(way, AT_ONCE);
  const ask = async (path: string, most: number): Promise<Uint8Array | null> => {
    if (proxied) return (await (client ??= openClient())).ask(path, most);
    const lane = lanes.reduce((free, other) => (other.waiting < free.waiting ? other : free));
    const answer = await lane.ask(path, most);
    return answer === undefined ? (await (client ??= openClient())).ask(path, most) : answer;
  };
  return {
    name: url.host,
    check: unlimited,
    get: async (path, most = LARGEST) => {
      for (let tried = 1; ; tried++) {
        try {
          return await ask(`${prefix}${path}`, most);
        } catch (cause) {
          const why = cause instanceof Error ? cause.message : "";
          if (!open || tried >= TRIES || why === "too-large" || why.startsWith("HTTP 4")) {
            throw new CannotCheck(isOwnFault(cause) ? "no-way" : "network", { host: url.host, path, why });
          }
          await new Promise((resume) => setTimeout(resume, 250 * tried));
        }
      }
    },
    close: () => {
      open = false;
      for (const lane of lanes) lane.close();
      void client?.then((opened) => opened.close());
    },
  };
}

/** Reads from a folder that holds the served paths as files: a mirror. */
export function folderSource(folder: string): Source {
  return {
    name: folder,
    check: unlimited,
    get: async (path, most = LARGEST) => {
      const bytes = await readIfThere(join(folder, path));
      if (bytes !== null && bytes.length > most) throw new CannotCheck("too-large", { path });
      return bytes;
    },
    close: () => undefined,
  };
}

import { env } from "node:process";
import { request as plainRequest, Agent as PlainAgent, type IncomingMessage, type RequestOptions } from "node:http";
import { request as secureRequest, Agent as SecureAgent } from "node:https";
import type { Way } from "./lane.ts";

interface Connected {
  readonly request: typeof plainRequest;
  readonly options: RequestOptions;
  readonly way: Way;
}

function once({ request, options, way }: Connected, path: string, most: number): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(way.longest);
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
    asked.setTimeout(way.patience, () => asked.destroy(new Error("no answer in time")));
    asked.on("error", reject);
    asked.end();
  });
}

/** The platform's client for one host: it understands every answer that HTTP has. */
export interface Client {
  /** The bytes at a path, at most so many, or null if there are none. Redirections are not followed. */
  readonly ask: (path: string, most: number) => Promise<Uint8Array | null>;
  readonly close: () => void;
}

/** Asks over so many connections at most, which stay open; over the proxy that the environment names for this host, if it does. */
export function openClient(way: Way, connections: number): Client {
  const secure = way.url.protocol === "https:";
  const settings = { keepAlive: true, maxSockets: connections, scheduling: "fifo" as const, proxyEnv: env };
  const agent = secure ? new SecureAgent(settings) : new PlainAgent(settings);
  const { hostname, port } = way.url;
  const headers = { "cache-control": "no-cache" };
  const options: RequestOptions = { hostname: hostname.replace(/^\[|\]$/g, ""), port, agent, headers };
  const connected: Connected = { request: secure ? secureRequest : plainRequest, options, way };
  return { ask: async (path, most) => once(connected, path, most), close: () => agent.destroy() };
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Answer, Witness } from "./add-checkpoint.ts";

/** More than a checkpoint with a hundred signatures and its proof. */
const LARGEST_BODY = 512 * 1024;
const MOST_CONNECTIONS = 256;

/** The body, or null if it is larger than any honest one. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  const bytes = Buffer.from(body, "utf8");
  response.writeHead(status, {
    "content-type": type,
    "content-length": bytes.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(bytes);
}

const TEXT = "text/plain; charset=utf-8";

async function answer(witness: Witness, prefix: string, request: IncomingMessage): Promise<Answer | number> {
  const path = request.url ?? "";
  const own = prefix !== "" && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
  if (own === "/add-checkpoint") {
    if (request.method !== "POST") return 405;
    const body = await bodyOf(request);
    return body === null ? 413 : witness.add(body);
  }
  const [, id] = /^\/checkpoint\/([0-9a-f]{64})$/.exec(own) ?? [];
  if (id === undefined) return 404;
  return request.method === "GET" || request.method === "HEAD" ? witness.newest(id) : 405;
}

/**
 * Speaks C2SP tlog-witness over http. `prefix` is the path of the public address, for proxies that keep it. Nothing about
 * who asks is written down; a failure of ours is told to `failed` and answered with 500.
 */
export function witnessServer(witness: Witness, prefix: string, failed: (cause: unknown) => void): Server {
  const server = createServer((request, response) => {
    answer(witness, prefix, request).then(
      (given) => {
        if (typeof given !== "number") {
          send(response, given.status, given.type, given.body);
          return;
        }
        if (given === 413) response.setHeader("connection", "close");
        send(response, given, TEXT, "");
        if (given === 413) request.destroy();
      },
      (cause: unknown) => {
        // A connection that broke off is nobody's failure, and there is nobody to answer.
        if (request.destroyed && !request.complete) return;
        failed(cause);
        send(response, 500, TEXT, "");
      },
    );
  });
  server.headersTimeout = 5_000;
  server.requestTimeout = 15_000;
  server.keepAliveTimeout = 5_000;
  server.maxConnections = MOST_CONNECTIONS;
  server.maxRequestsPerSocket = 1_000;
  return server;
}

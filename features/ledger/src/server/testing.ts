import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { publicKey, splitNote, type Seed, type Verifier } from "@niuniu/note";
import {
  addCosignatures,
  checkConsistency,
  cosign,
  openCheckpoint,
  readAddCheckpoint,
  RecordError,
  writeWitness,
  type Checkpoint,
} from "@niuniu/record";

/** What a witness under test answers instead of the truth; undefined: the truth. */
export type Lie = (request: { readonly path: string; readonly body: string }) => Reply | "silence" | undefined;

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A witness on a port of its own, as C2SP tlog-witness describes one. */
export interface TestWitness {
  /** As the statement names it. */
  readonly line: string;
  readonly name: string;
  readonly seed: Seed;
  /** The newest checkpoint it has cosigned, with its own line. */
  readonly seen: () => string | null;
  /** What it was asked, in order: "POST /add-checkpoint". */
  readonly asked: readonly string[];
  readonly lie: (lie: Lie | null) => void;
  /** Makes it remember another checkpoint, as one does that has seen more of the log. */
  readonly remember: (note: string) => void;
  readonly close: () => Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function send(response: ServerResponse, { status, type = "text/plain", body = "", headers = {} }: Reply): void {
  response.writeHead(status, { "content-type": type, ...headers }).end(body);
}

/** What an honest witness does with a request, given what it has seen. */
function honest(log: Verifier, own: { readonly name: string; readonly seed: Seed; readonly now: () => number }) {
  let seen: string | null = null;
  const add = (body: string): Reply => {
    const { old, hashes, checkpoint: note } = readAddCheckpoint(body);
    const next: Checkpoint = openCheckpoint(note, log);
    const last = seen === null ? null : openCheckpoint(seen, log);
    const size = last?.size ?? 0;
    if (old > next.size) return { status: 400 };
    if (old !== size) return { status: 409, type: "text/x.tlog.size", body: `${size}\n` };
    if (last !== null) {
      const sizes = { oldSize: size, oldRoot: last.root, newSize: next.size, newRoot: next.root };
      if (size === next.size && Buffer.compare(last.root, next.root) !== 0)
        return { status: 409, type: "text/x.tlog.size", body: `${size}\n` };
      try {
        checkConsistency({ ...sizes, proof: hashes });
      } catch {
        return { status: 422 };
      }
    }
    const line = cosign(note, own, Math.floor(own.now() / 1000));
    seen = addCosignatures(note, [line]);
    return { status: 200, body: line };
  };
  const path = `/checkpoint/${createHash("sha256").update(log.name).digest("hex")}`;
  return {
    seen: () => seen,
    remember: (note: string) => void (seen = note),
    answer: (asked: string, body: string): Reply => {
      if (asked === "POST /add-checkpoint") {
        try {
          return add(body);
        } catch (error) {
          if (!(error instanceof RecordError)) throw error;
          const statuses: Readonly<Record<string, number>> = { "record/unsigned": 403, "record/wrong-origin": 404 };
          return { status: statuses[error.code] ?? 400 };
        }
      }
      return asked === `GET ${path}` && seen !== null ? { status: 200, body: seen } : { status: 404 };
    },
  };
}

/** Starts a witness that knows this log; `now` is its clock. */
export async function startWitness(
  log: Verifier,
  seed: Seed,
  now: () => number,
  name = "union.example/w",
): Promise<TestWitness> {
  const witness = honest(log, { name, seed, now });
  const asked: string[] = [];
  let lie: Lie | null = null;
  const server: Server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const path = `${request.method ?? ""} ${request.url ?? ""}`;
      asked.push(path);
      const told = lie?.({ path, body });
      if (told !== "silence") send(response, told ?? witness.answer(path, body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const line = writeWitness({ name, key: publicKey(seed), url: `http://127.0.0.1:${port}` });
  return {
    ...{ line, name, seed, asked },
    seen: witness.seen,
    remember: witness.remember,
    lie: (next) => void (lie = next),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The text of a note, without any signature. */
export const textOf = (note: string): string => splitNote(note).text;

import { once } from "node:events";
import { connect } from "node:net";
import { PARCEL } from "@niuniu/wire";
import { routes } from "@niuniu/cases";
import type { SealedReport } from "./sealed.ts";

/** What came of sending many reports. */
export interface Outcome {
  /** Cases the server said it has. */
  readonly acknowledged: readonly string[];
  /** Why others were not acknowledged. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A connection that is kept. What comes back has a length: the server gives one with every answer to a report. */
interface Connection {
  readonly post: (body: Uint8Array) => Promise<Answer>;
  readonly close: () => void;
}

const HEAD = /^HTTP\/1\.1 (\d{3})[\s\S]*?^content-length: (\d+)\r$/im;

/** The answer in what has been heard so far, or null while it is not whole. */
function answerIn(heard: Buffer): Answer | null {
  const end = heard.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [, status, length] = HEAD.exec(heard.toString("latin1", 0, end + 2)) ?? [];
  if (length === undefined) throw new Error("an answer without a length");
  const body = heard.subarray(end + 4);
  return body.length < Number(length) ? null : { status: Number(status), text: body.toString("utf8") };
}

/**
 * HTTP/1.1 by hand: whatever these clients take of the machine, the server they share it with lacks, and Node's own client
 * takes as much for a report as PostgreSQL does.
 */
async function connectTo(origin: string): Promise<Connection> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.setTimeout(60_000, () => socket.destroy(new Error("no answer within 60 s")));
  const head = (length: number): string =>
    `POST ${routes.report.path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: ${PARCEL}\r\ncontent-length: ${length}\r\n\r\n`;
  const post = (body: Uint8Array): Promise<Answer> =>
    new Promise((resolve, reject) => {
      let heard = Buffer.alloc(0);
      const over = (): void => void socket.off("data", hear).off("error", fail).off("close", gone);
      const fail = (error: unknown): void => {
        over();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const gone = (): void => fail(new Error("the connection was closed"));
      const hear = (more: Buffer): void => {
        heard = Buffer.concat([heard, more]);
        try {
          const answer = answerIn(heard);
          if (answer === null) return;
          over();
          resolve(answer);
        } catch (error) {
          fail(error);
        }
      };
      socket.on("data", hear).on("error", fail).on("close", gone);
      socket.cork();
      socket.write(head(body.length));
      socket.write(body);
      socket.uncork();
    });
  return { post, close: () => socket.destroy() };
}

/** Sends every report once, `clients` at a time, each client on a connection it keeps, as fast as answers come. */
export async function sendAll(origin: string, reports: readonly SealedReport[], clients: number): Promise<Outcome> {
  const acknowledged: string[] = [];
  const failures: string[] = [];
  let at = 0;
  const client = async ({ post }: Connection): Promise<void> => {
    for (let report = reports[at++]; report !== undefined; report = reports[at++]) {
      try {
        const { status, text } = await post(report.body);
        if (status === 200 && (JSON.parse(text) as routes.ReportAnswer).case === report.case) {
          acknowledged.push(report.case);
        } else failures.push(`${status} ${text}`);
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  // Connected before the clock starts, as the connections of the bare INSERT are.
  const connections = await Promise.all(Array.from({ length: clients }, () => connectTo(origin)));
  const begun = performance.now();
  await Promise.all(connections.map(client));
  const seconds = (performance.now() - begun) / 1_000;
  for (const { close } of connections) close();
  return { acknowledged, failures, seconds };
}

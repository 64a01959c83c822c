import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { House } from "./house.ts";

/** An answer on its way: plain bytes and the headers that act on them. */
interface Passing {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What somebody between browser and server makes of an answer. */
export type Alter = (passing: Passing) => Passing;

/** Somebody on the way, with an address of their own. */
export interface InBetween {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function pass(house: House, alter: Alter, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const sent = await bodyOf(request);
  const kept = ["authorization", "content-type", "content-encoding", "accept"];
  const headers = Object.entries(request.headers).filter(([name]) => kept.includes(name)) as [string, string][];
  const body = method === "POST" ? new Uint8Array(sent) : null;
  const answer = await fetch(house.origin + url, { method, headers, body });
  const given = Object.fromEntries(
    [...answer.headers].filter(([name]) => !/^(content-(encoding|length)|transfer-encoding|connection)$/.test(name)),
  );
  const altered = alter({ path: url, headers: given, body: Buffer.from(await answer.arrayBuffer()) });
  response.writeHead(answer.status, altered.headers).end(altered.body);
}

/** A proxy in front of the house, which alters what passes. */
export async function openInBetween(house: House, alter: Alter): Promise<InBetween> {
  const server = createServer((request, response) => {
    pass(house, alter, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

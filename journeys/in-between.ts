import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { House } from "./house.ts";

/** An answer on its way: plain bytes and the headers that act on them. */
export interface Passing {
  /** With its query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What somebody between browser and server makes of an answer. */
export type Alter = (passing: Passing) => Passing;
/** The same by somebody who has to work it out. */
export type Altering = (passing: Passing) => Passing | Promise<Passing>;

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

async function pass(house: House, alter: Altering, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const sent = await bodyOf(request);
  const kept = ["authorization", "content-type", "content-encoding", "accept"];
  const headers = Object.entries(request.headers).filter(([name]) => kept.includes(name)) as [string, string][];
  const body = method === "POST" ? new Uint8Array(sent) : null;
  const answer = await fetch(house.origin + url, { method, headers, body });
  const given = Object.fromEntries(
    [...answer.headers].filter(([name]) => !/^(content-(encoding|length)|transfer-encoding|connection)$/.test(name)),
  );
  const { status } = answer;
  const altered = await alter({ path: url, status, headers: given, body: Buffer.from(await answer.arrayBuffer()) });
  response.writeHead(altered.status, altered.headers).end(altered.body);
}

/** A proxy in front of the house, which alters what passes. */
export async function openInBetween(house: House, alter: Altering): Promise<InBetween> {
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

import { PARCEL, type Route } from "@niuniu/wire";
import type { Calls, Sending } from "@niuniu/wire/scene";

/** A request that the server refused, with its stable code. */
export class Answered extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string) {
    super(`${String(status)} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** Calls a route of a running server over HTTP, as any client would. Throws {@link Answered} when it is refused. */
export async function send<Request, Answer>(
  origin: string,
  route: Route<Request, Answer>,
  { authorization, json, parcel }: Sending = {},
): Promise<Response> {
  const headers = new Headers();
  if (authorization !== undefined) headers.set("authorization", authorization);
  if (json !== undefined) headers.set("content-type", "application/json");
  if (parcel !== undefined) headers.set("content-type", PARCEL);
  const body = parcel ?? (json === undefined ? null : JSON.stringify(json));
  const response = await fetch(origin + route.path, { method: route.method, headers, body });
  if (response.ok) return response;
  const refusal = (await response.json().catch(() => ({}))) as { readonly code?: string };
  throw new Answered(response.status, refusal.code ?? "no code");
}

/** The same for routes that answer JSON. The server of the sample is trusted to answer in the shape it promises. */
export async function ask<Request, Answer>(
  origin: string,
  route: Route<Request, Answer>,
  sending: Sending = {},
): Promise<Answer> {
  const response = await send(origin, route, sending);
  return (await response.json()) as Answer;
}

/** Both kinds of calls to one server. */
export const callsTo = (origin: string): Calls => ({
  ask: (route, sending) => ask(origin, route, sending),
  bytes: async (route, sending) => new Uint8Array(await (await send(origin, route, sending)).arrayBuffer()),
});

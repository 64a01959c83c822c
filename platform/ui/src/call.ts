import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import {
  CallError,
  PARCEL,
  pathOf,
  type Body,
  type ParcelOf,
  type PathParameters,
  type RefusalAnswer,
  type Route,
} from "@niuniu/wire";
import { atLine } from "./line.ts";

/** What an authorization is made for: a receipt signs all three. */
export interface Outgoing {
  readonly method: string;
  /** Path and query, as the server sees them. */
  readonly path: string;
  readonly body: Uint8Array;
}

export interface CallOptions {
  /** The `Authorization` header, or how to make it for exactly this request. */
  readonly authorization?: string | ((outgoing: Outgoing) => string | Promise<string>);
  readonly signal?: AbortSignal;
  /** The `:name` parts of the route's path. */
  readonly parameters?: PathParameters;
}

/**
 * Calls a route and answers what it gives: JSON as its type says, a parcel as header and parts. What comes back is what the
 * server says; nothing in it is verified here. No cookie or referrer travels, and nothing is taken from a cache, kept in one, or
 * asked about with the ETag of a kept copy: a host can give each device an ETag of its own, and know it by that later.
 * Throws {@link CallError}, and nothing else unless `signal` aborts.
 */
export async function call<Request, Answer>(
  route: Route<Request, Answer>,
  request: Request,
  options: CallOptions = {},
): Promise<Answer> {
  const body = bodyOf(route, request);
  const response = await send(route, body, options);
  const bytes = await response.arrayBuffer().catch(() => {
    throw new CallError("ui/unreachable", 0);
  });
  if (!response.ok) throw refusalOf(response.status, new Uint8Array(bytes));
  try {
    const answer = new Uint8Array(bytes);
    return (route.gives === "parcel" ? readParcel(answer) : parse(answer)) as Answer;
  } catch {
    throw new CallError("ui/unreadable", response.status);
  }
}

/** The open answer to a call, for streams. Throws {@link CallError} where it is refused. */
export async function open<Request, Answer>(
  route: Route<Request, Answer>,
  options: CallOptions = {},
): Promise<ReadableStream<Uint8Array>> {
  const response = await send(route, new Uint8Array(), options);
  if (!response.ok || response.body === null) {
    throw refusalOf(response.status, new Uint8Array(await response.arrayBuffer()));
  }
  return response.body;
}

function bodyOf<Request, Answer>(route: Route<Request, Answer>, request: Request): Uint8Array<ArrayBuffer> {
  if (route.takes === "parcel") {
    const parcel = request as ParcelOf<unknown>;
    return writeParcel(parcel.header, parcel.parts);
  }
  return new TextEncoder().encode(route.takes === "json" ? JSON.stringify(request) : "");
}

/**
 * Sealed files are base64 in part, and the line up is the slow one. In a large one that part is not worth the time, and where
 * the browser cannot pack it is no loss but of time.
 */
const WORTH_PACKING = 65_536;
const isPacked = (body: Uint8Array): boolean => body.length < WORTH_PACKING && "CompressionStream" in globalThis;

/** What travels of a body, and the header that says how. Whatever is signed is signed as it was before packing. */
async function packed(takes: Body, body: Uint8Array<ArrayBuffer>): Promise<[BodyInit | null, Record<string, string>]> {
  if (takes === "none") return [null, {}];
  if (takes === "json") return [body, { "content-type": "application/json" }];
  if (takes !== "parcel") return [body, {}];
  if (!isPacked(body)) return [body, { "content-type": PARCEL }];
  const small = new Response(new Blob([body]).stream().pipeThrough(new CompressionStream("gzip")));
  return [await small.arrayBuffer(), { "content-type": PARCEL, "content-encoding": "gzip" }];
}

async function send<Request, Answer>(
  route: Route<Request, Answer>,
  body: Uint8Array<ArrayBuffer>,
  options: CallOptions,
): Promise<Response> {
  const path = pathOf(route, options.parameters);
  const authorization = await authorizationFor({ method: route.method, path, body }, options);
  const [bytes, about] = await packed(route.takes, body);
  try {
    return await fetch(atLine(path), {
      method: route.method,
      headers: { ...about, ...(authorization === undefined ? {} : { authorization }) },
      body: bytes,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new CallError("ui/unreachable", 0);
  }
}

async function authorizationFor(outgoing: Outgoing, { authorization }: CallOptions): Promise<string | undefined> {
  return typeof authorization === "function" ? authorization(outgoing) : authorization;
}

const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

function refusalOf(status: number, bytes: Uint8Array): CallError {
  try {
    const answer = parse(bytes) as RefusalAnswer;
    return new CallError(typeof answer.code === "string" ? answer.code : "ui/unreadable", status, answer);
  } catch {
    return new CallError("ui/unreadable", status);
  }
}

import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import { everyAudience, type Audience, type Route } from "@niuniu/wire";
import type { ZodType } from "zod";
import { acceptsBrotli, keeper, writeAnswer, type Outgoing } from "./answer.ts";
import type { Authenticators, Callers, Credentials } from "./audience.ts";
import { checkType, readBody, type Door } from "./body.ts";
import { crossOrigin, isOpen, openly, ownPagesOnly } from "./cross-origin.ts";
import type { Described } from "./described.ts";
import { hasAlready, inLog, ON_PAGES } from "./headers.ts";
import { languageOf, type Language } from "./language.ts";
import { requireStorable } from "./storable.ts";
import type { Receiving } from "./receive.ts";
import { underWay, type UnderWay } from "./under-way.ts";
import { eventStream, type Listening } from "./stream.ts";
import { turnsOf, type Turns } from "./turns.ts";
import { unpack } from "./unpack.ts";

/** One request, as its handler sees it: what the audience reveals, and what was sent. Never an address or a header. */
export interface Call<A extends Audience, Request> {
  readonly caller: Callers[A];
  /** The body as the door let it through; undefined for a route that takes nothing. */
  readonly request: Request;
  /** The `:name` parts of the path. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What the caller reads, for pages made on the server. */
  readonly language: Language;
  /** Aborts when the caller is gone. */
  readonly signal: AbortSignal;
}

export type Handler<A extends Audience, Request, Answer> = (call: Call<A, Request>) => Promise<Answer>;

export interface ServeOptions<Answer = unknown> {
  /** Describes the answer: see `answerOf`. Nothing is checked against it while the server runs. */
  readonly answer?: ZodType<Described<Answer>>;
  /** Largest body in bytes; 64 KiB if not said. */
  readonly limit?: number;
  /** Bodies have a budget of their own: whatever else is sent to the audience keeps none of them waiting. */
  readonly apart?: boolean;
  /** Waited for before anything of the body is read; aborted when the sender leaves. */
  readonly turn?: (gone: AbortSignal) => Promise<void>;
  /** The answer is the same for everyone: it is given an ETag, compressed well and remembered. Audience `anyone`, JSON only. */
  readonly same?: boolean;
  /** For the pages of this server alone, as every route is where a person acts under their own name: signing in, say. */
  readonly own?: true;
  /** What is granted at an address never changes in the log with this key: see `inLog`. Audience `anyone` only. */
  readonly fixed?: () => string;
}

type Mount<A extends Audience> = <Request, Answer>(
  route: Route<Request, Answer>,
  door: Door<Request>,
  handler: Handler<A, Request, Answer>,
  options?: ServeOptions<NoInfer<Answer>>,
) => void;

/**
 * Mounts a route: `serve.member(deskAct, door, handler)`. The word after `serve` must be the route's audience, so
 * that the type of the handler says who is calling.
 */
export type Serve = { readonly [A in Audience]: Mount<A> };

/** A mounted route, for the OpenAPI text and for tests over all routes. */
export interface Mounted {
  readonly route: Route<unknown, unknown>;
  readonly door: ZodType | null;
  /** Of its answers, or null where none was stated. */
  readonly answer: ZodType | null;
}

/** Hears what a handler answered, before anything of it is sent; what it throws is sent in its place. */
export type Answered = (mounted: Mounted, value: unknown) => void;

const LIMIT = 65_536;

/** Made for those who ask: most handlers answer and are done, and to abort a signal costs as much as to read a body. */
function goneWith(reply: FastifyReply): () => AbortController {
  let gone: AbortController | null = null;
  return () => {
    if (gone !== null) return gone;
    const made = (gone = new AbortController());
    if (reply.raw.destroyed) made.abort();
    else reply.raw.once("close", () => made.abort());
    return made;
  };
}

function send(reply: FastifyReply, { headers, body }: Outgoing): FastifyReply {
  // Whoever takes nothing of it for so long is let go, and the memory with them.
  if (body.length > LARGE) reply.raw.setTimeout(STALLED, () => reply.raw.destroy());
  return reply.headers(headers).send(Buffer.from(body.buffer, body.byteOffset, body.length));
}

/** How an answer is given, decided once per route. */
interface Giving {
  readonly route: Route<unknown, unknown>;
  readonly same: ReturnType<typeof keeper> | null;
  readonly caching: Readonly<Record<string, string>>;
}

/** Bytes of an answer that are worth watching, and ms in which none of them is taken. */
const LARGE = 65_536;
const STALLED = 20_000;
/** Bytes of unfinished bodies: some largest ones at once, or hundreds of the usual. */
const ROOM = { shared: 8 * 1_048_576, apart: 16 * 1_048_576 } as const;

/** A page of a reporter asks two things at once, a desk more. With the size of an answer this bounds what waits to leave. */
const RECEIPT = { mine: 2, all: 16, queue: 32 } as const;
const MEMBER = { mine: 4, all: 24, queue: 64 } as const;
/** So many of an audience are recognised at once: a crowd of them is one in a few, and no more, for all others. */
const DOOR = { mine: 4, all: 4, queue: 1_024 } as const;
/** Bytes a ms that one turn gives: whoever asks for large answers again and again leaves room for others in between. */
const PACE = 2_048;

const poolOf = (
  { path, audience }: Route<unknown, unknown>,
  { apart }: ServeOptions,
): Pick<Receiving, "pool" | "room"> =>
  apart === true ? { pool: path, room: ROOM.apart } : { pool: audience, room: ROOM.shared };

/** Whose request it is, where the audience says. */
function nameOf(caller: Callers[Audience]): string | null {
  if (caller === undefined) return null;
  if ("case" in caller) return caller.case;
  if ("member" in caller) return caller.member;
  return "employee" in caller ? caller.employee : null;
}

async function inTurn<T>(turns: Turns | undefined, work: () => Promise<T>): Promise<T> {
  const over = await turns?.take("");
  try {
    return await work();
  } finally {
    over?.();
  }
}

/** Waits for the caller's turn, which lasts until the answer has left, and longer after a large one. */
async function takeTurn(turns: Turns | undefined, caller: Callers[Audience], reply: FastifyReply): Promise<void> {
  const name = nameOf(caller);
  if (name === null || turns === undefined) return;
  const over = await turns.take(name);
  const later = (): void => void setTimeout(over, Number(reply.getHeader("content-length") ?? 0) / PACE).unref();
  if (reply.raw.destroyed) over();
  else reply.raw.once("finish", later).once("close", later);
}

const NEVER = { "cache-control": "no-store" };

async function give(
  { route, same, caching }: Giving,
  value: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const br = acceptsBrotli(request.headers["accept-encoding"]);
  if (same !== null) {
    const kept = await same(value, br);
    if (request.headers["if-none-match"] !== kept.etag) return send(reply, kept);
    return reply.code(304).headers({ etag: kept.etag, "cache-control": "no-cache" }).send();
  }
  reply.headers(caching);
  const { etag } = caching;
  if (etag !== undefined && hasAlready(request.headers["if-none-match"], etag)) return reply.code(304).send();
  if (route.gives === "none") return reply.code(204).send();
  if (route.gives === "page") reply.headers(ON_PAGES);
  return send(reply, await writeAnswer(route.gives, value, br));
}

function parametersOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const parameters = { ...(request.params as Readonly<Record<string, string>>) };
  requireStorable(parameters);
  return parameters;
}

/** Whether who listened may still listen: the caller is recognised anew, which is no use of a session. */
const mayListen =
  (who: Authenticators, route: Route<unknown, unknown>, credentials: Credentials) => (): Promise<boolean> =>
    who.reveal(route.audience, route, { ...credentials, again: true }).then(
      () => true,
      () => false,
    );

function stream(reply: FastifyReply, texts: unknown, listening: Listening): FastifyReply {
  reply.headers({ "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" });
  return reply.send(eventStream(texts as AsyncIterable<string>, listening));
}

/** Waits for a turn; whoever leaves meanwhile has sent nothing. */
function waitFor(turn: ServeOptions["turn"]): onRequestAsyncHookHandler {
  return async (_request, reply) => {
    if (turn === undefined) return;
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    reply.raw.once("close", leave);
    await turn(gone.signal);
    reply.raw.off("close", leave);
  };
}

interface Serving {
  readonly who: Authenticators;
  readonly origin: string;
  readonly answered?: Answered | undefined;
  /** ms between the moments at which an open stream asks whether its caller may still listen. */
  readonly lookEvery?: number | undefined;
}

/** The way of features to the network. `mounted` grows with each route. */
interface Served {
  readonly serve: Serve;
  /** Resolves when nothing is being answered any more; see {@link underWay}. */
  readonly answeredAll: UnderWay["over"];
  readonly mounted: readonly Mounted[];
}

export function serveOn(app: FastifyInstance, { who, origin, answered, lookEvery: every }: Serving): Served {
  const mounted: Mounted[] = [];
  const { during, over } = underWay();
  const { open } = crossOrigin(app);
  const doors: Partial<Record<Audience, Turns>> = { receipt: turnsOf(DOOR), member: turnsOf(DOOR) };
  const turns: Partial<Record<Audience, Turns>> = { receipt: turnsOf(RECEIPT), member: turnsOf(MEMBER) };
  const mount =
    <A extends Audience>(audience: A): Mount<A> =>
    (route, door, handler, options = {}) => {
      if (route.audience !== audience) throw new Error(`${route.path} is for ${route.audience}, not for ${audience}`);
      const described: Mounted = { route, door, answer: options.answer ?? null };
      mounted.push(described);
      const limit = options.limit ?? LIMIT;
      const same = options.same === true && audience === "anyone" ? keeper() : null;
      const fixed = audience === "anyone" ? options.fixed : undefined;
      const isForAll = isOpen(audience) && options.own !== true;
      if (isForAll) open(route.method, route.path);
      app.route({
        method: route.method,
        url: route.path,
        bodyLimit: limit,
        config: { bodies: poolOf(route, options) },
        onRequest: [isForAll ? openly : ownPagesOnly(origin), waitFor(options.turn)],
        handler: (request, reply) =>
          during(async () => {
            const sent = request.body instanceof Uint8Array ? request.body : new Uint8Array();
            const body = await unpack(sent, request.headers["content-encoding"], limit);
            const type = request.headers["content-type"];
            const { authorization } = request.headers;
            // Who is asked first: a stranger learns nothing about what the door would have said.
            const credentials = { authorization, method: route.method, path: request.url, body };
            const caller = await inTurn(doors[audience], () => who.reveal(audience, route, credentials));
            if (route.gives !== "stream") await takeTurn(turns[audience], caller, reply);
            checkType(route.takes, type, body.length);
            const read = readBody(route.takes, door, body, type ?? "");
            const gone = goneWith(reply);
            const language = languageOf(request.url, request.headers["accept-language"]);
            const call = {
              ...{ caller, request: read, parameters: parametersOf(request), language },
              get signal() {
                return gone().signal;
              },
            };
            // The door has just checked that what was read has the route's type.
            const value = await handler(call as Call<A, never>);
            answered?.(described, value);
            const caching = fixed === undefined ? NEVER : { ...inLog(fixed()), vary: "accept-encoding" };
            if (route.gives !== "stream") return give({ route, same, caching }, value, request, reply);
            return stream(reply, value, { gone: gone(), may: mayListen(who, route, credentials), every });
          }),
      });
    };
  return {
    mounted,
    answeredAll: over,
    serve: Object.fromEntries(everyAudience.map((audience) => [audience, mount(audience)])) as unknown as Serve,
  };
}

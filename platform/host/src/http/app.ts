import type { IncomingMessage } from "node:http";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { EVERYWHERE, ON_PAGES, quiet } from "./headers.ts";
import { languageOf, type Language } from "./language.ts";
import { bodiesOn, type Receiving } from "./receive.ts";
import type { RefusalTable } from "./refuse.ts";
import { sweepWhenQuiet } from "./sweep.ts";
import { nothingHere, refusalPage } from "./written-page.ts";

export interface Failures {
  /** Hears a stable code. */
  readonly failed: (code: string) => void;
  /** Hears the error behind host/failed: for tests and for work on the program, since it may hold anything. */
  readonly bug: (error: unknown) => void;
}

/** ms: a full disk fails every request, and is news once a minute. */
const AGAIN = 60_000;

/** Tells each code once a minute at the most. */
function seldom(tell: (code: string) => void): (code: string) => void {
  const last = new Map<string, number>();
  return (code) => {
    const now = performance.now();
    if (now - (last.get(code) ?? -AGAIN) < AGAIN) return;
    last.set(code, now);
    tell(code);
  };
}

/** A form posted without script shows its answer to a person; our own pages ask for no HTML. */
const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? "").includes("text/html");

const languageIn = ({ url, headers }: FastifyRequest): Language => languageOf(url, headers["accept-language"]);

/** The address of a page without the slash that somebody typed after it; null where that is no page either. */
function withoutSlash(app: FastifyInstance, { url }: FastifyRequest): string | null {
  const [path = "", query] = url.split("?", 2);
  const bare = path.replace(/\/$/, "");
  if (bare === path || bare === "" || !app.hasRoute({ method: "GET", url: bare })) return null;
  return query === undefined ? bare : `${bare}?${query}`;
}

/** Nothing is there: said on a page to a person, with a code to a program. Who typed a slash too many is shown the way. */
const notFound =
  (app: FastifyInstance, table: RefusalTable) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    reply.header("cache-control", "no-store");
    if (request.method === "GET" && wantsPage(request)) {
      const page = withoutSlash(app, request);
      if (page !== null) return reply.redirect(page, 308);
      reply.code(404).headers({ ...ON_PAGES, "content-type": "text/html; charset=utf-8" });
      return reply.send(nothingHere(languageIn(request)));
    }
    const { answer } = table.answer(Object.assign(new Error("host/not-found"), { code: "host/not-found" }));
    return reply.code(404).header("content-type", "application/json").send(JSON.stringify(answer));
  };

declare module "fastify" {
  interface FastifyContextConfig {
    /** Which pool bodies of this route come in by; one for all routes that name none. */
    readonly bodies?: Pick<Receiving, "pool" | "room">;
  }
}

const ELSEWHERE = { pool: "elsewhere", room: 1_048_576 } as const;

function receivingOf({ routeOptions, headers }: FastifyRequest): Receiving {
  const { config, bodyLimit } = routeOptions;
  return { ...(config.bodies ?? ELSEWHERE), limit: bodyLimit, length: Number(headers["content-length"] ?? NaN) };
}

/** What comes in is checked by doors. Fastify would load two compilers of JSON schemas beside them: 4 MB that nobody uses. */
const noSchemas = (): never => {
  throw new Error("a route has a door, and no schema");
};

/**
 * An HTTP server that keeps nothing: no access log, no address, no cookie. Bodies arrive as bytes; routes read them
 * after the caller is known.
 */
export function createApp(table: RefusalTable, { failed, bug }: Failures): FastifyInstance {
  const app = fastify({
    logger: false,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    exposeHeadRoutes: true,
    forceCloseConnections: true,
    // A phone on a slow line may take minutes for a large file; a silent one is let go.
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    },
    frameworkErrors: (error, _request, reply) => void refuse(error, reply),
  });
  const told = seldom(failed);
  function refuse(error: unknown, reply: FastifyReply): FastifyReply {
    const { refusal, answer, bug: ours, news } = table.answer(error);
    if (news !== null) told(news);
    if (ours) {
      failed(answer.code);
      bug(error);
    }
    quiet(reply.raw);
    if (wantsPage(reply.request)) {
      reply.code(refusal.status).headers({ ...EVERYWHERE, ...ON_PAGES, "cache-control": "no-store" });
      return reply
        .header("content-type", "text/html; charset=utf-8")
        .send(refusalPage(languageIn(reply.request), answer));
    }
    return reply
      .code(refusal.status)
      .headers({ ...EVERYWHERE, "content-type": "application/json", "cache-control": "no-store" })
      .send(JSON.stringify(answer));
  }
  app.removeAllContentTypeParsers();
  const bodies = bodiesOn(() => performance.now());
  app.addContentTypeParser("*", (request: FastifyRequest, source: IncomingMessage) =>
    bodies.receive(source, receivingOf(request)),
  );
  app.addHook("onClose", (_app, done) => {
    bodies.close();
    done();
  });
  app.addHook("onRequest", (_request, reply, done) => {
    quiet(reply.raw);
    reply.headers(EVERYWHERE);
    done();
  });
  sweepWhenQuiet(app);
  app.setErrorHandler((error, _request, reply) => refuse(error, reply));
  app.setNotFoundHandler(notFound(app, table));
  return app;
}

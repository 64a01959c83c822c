import { isIP } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { audiences, Refused, type Audience } from "@niuniu/wire";

/**
 * Says to a browser that pages of any origin may read this: a union or a law office may serve our pages from its own
 * machine, against this server. There is no cookie, so a browser adds nothing of its own that would speak for a person.
 */
const OPEN = { "access-control-allow-origin": "*" } as const;

/** What our own pages send. Named one by one: `*` would not cover `authorization`. */
const SENT = "authorization, content-type, content-encoding";
const A_DAY = "86400";

/** What asks who somebody is stays with the pages of this server: desk, set-up and invitations, what employees have. */
export const isOpen = (audience: Audience): boolean => audiences[audience].learns !== "who it is";

/** What a browser says of a page that is this server's own, or of an address typed by hand. */
const OWN = new Set(["same-origin", "none"]);

/**
 * Whether the page that asks belongs to this server: by the browser's own word, which knows of proxies; from a browser that
 * says nothing, by the origin it names. What is no browser names none, and is let in.
 */
function isOwn({ headers }: FastifyRequest, origin: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return OWN.has(site);
  const { origin: from, host } = headers;
  return from === undefined || from === origin || (URL.canParse(from) && new URL(from).host === host);
}

/**
 * Whether a request was meant for this server, by the name it was asked under: its own, or one that nobody's DNS can point
 * here. A site that points its own name at this address is, to a visitor's browser, the origin of its own pages.
 */
function isMeant({ headers: { host = "" } }: FastifyRequest, origin: string): boolean {
  const { protocol, host: own } = new URL(origin);
  const asked = URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`) : null;
  if (asked === null) return false;
  const name = asked.hostname;
  const fixed = isIP(name.replace(/^\[|\]$/g, "")) !== 0 || name === "localhost" || name.endsWith(".onion");
  return asked.host === own || fixed;
}

/**
 * For `onRequest` of a route that is not open: refuses what was meant for another server, and pages of other origins, which
 * have no header to read the answer by but could still have a request made, a password tried say, through a visitor's browser.
 */
export const ownPagesOnly =
  (origin: string) =>
  (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
    if (!isMeant(request, origin)) done(new Refused("host/misdirected"));
    else done(isOwn(request, origin) ? undefined : new Refused("host/elsewhere"));
  };

/** Opens addresses to pages of other origins. */
export interface CrossOrigin {
  /** Answers the browser's question beforehand (OPTIONS) for this method at this address; other methods stay closed. */
  readonly open: (method: "GET" | "POST", path: string) => void;
}

/** What is answered to such a page, refusals included, is given `OPEN` by the route itself: see `openly`. */
export function crossOrigin(app: FastifyInstance): CrossOrigin {
  const opened = new Map<string, Set<string>>();
  const preflight =
    (methods: ReadonlySet<string>) =>
    (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const asked = request.headers["access-control-request-method"] ?? "";
      if (!methods.has(asked)) throw new Refused("host/not-found");
      return reply
        .code(204)
        .headers({
          ...OPEN,
          "access-control-allow-methods": asked,
          "access-control-allow-headers": SENT,
          "access-control-max-age": A_DAY,
          vary: "access-control-request-method",
        })
        .send();
    };
  return {
    open: (method, path) => {
      const methods = opened.get(path) ?? new Set<string>();
      if (!opened.has(path)) app.options(path, preflight(methods));
      opened.set(path, methods.add(method));
    },
  };
}

/** For `onRequest` of an open route: before anything can be refused, so that a page elsewhere can read the refusal too. */
export function openly(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.headers(OPEN);
  done();
}

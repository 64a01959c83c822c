import { lookup } from "node:dns/promises";
import { request, type RequestOptions } from "node:https";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { isInside } from "./inside.ts";

/**
 * Why nothing was answered: `forbidden` the address is not https, or is one of this machine's own or a private network's that the
 * operator does not list · `unresolved` no such name · `untrusted` no certificate that holds · `unreachable` nobody there, or cut off ·
 * `silent` not in time · `too-long` more than any honest answer.
 */
type Unanswered = "forbidden" | "unresolved" | "untrusted" | "unreachable" | "silent" | "too-long";

/** What came back, or why nothing did. Neither has anything of what was asked. A redirect is an answer, and is not followed. */
export type Posted =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfter: string | null; readonly text: string }
  | { readonly kind: "unanswered"; readonly why: Unanswered };

/** One request. The address and the headers may hold secrets. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string | Uint8Array;
}

/** Sends one request out of the house. Never rejects. */
export type Outward = (post: Post) => Promise<Posted>;

export interface OutwardOptions {
  /** Names, "gateway.example" or "192.0.2.7", that the operator lists although they lead to a network that is not public. */
  readonly listed: readonly string[];
  /** ms for everything together: finding the address, connecting and the whole answer; 10 s if not said. */
  readonly patience?: number;
  /** Certificates (PEM) to be believed instead of the machine's; for tests. */
  readonly ca?: string;
  /** Finds the addresses of a name; the machine's own way if not said. For tests. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
}

/** Answers of the services that are spoken to are under 1 KiB. */
const LARGEST = 16_384;
const PATIENCE = 10_000;

const addressesOf = async (name: string): Promise<readonly string[]> =>
  (await lookup(name, { all: true, order: "verbatim" })).map(({ address }) => address);

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

const unanswered = (why: Unanswered): Posted => ({ kind: "unanswered", why });

/**
 * The one way out of the house. It finds the addresses of a name itself, refuses the name if any of them is not public, and connects to
 * one it has looked at: what the name leads to a moment later changes nothing.
 */
export function outwardBy({ listed, patience = PATIENCE, ca, resolve = addressesOf }: OutwardOptions): Outward {
  const reach = async (url: URL): Promise<Reached> => {
    const name = hostOf(url);
    if (url.protocol !== "https:" || url.username !== "" || url.password !== "") return { why: "forbidden" };
    const found = isIP(name) === 0 ? await resolve(name).catch(() => []) : [name];
    const [address] = found;
    if (address === undefined) return { why: "unresolved" };
    return found.some(isInside) && !listed.includes(name) ? { why: "forbidden" } : { address };
  };
  return async ({ url: text, headers, body }) => {
    if (!URL.canParse(text)) return unanswered("forbidden");
    const url = new URL(text);
    const signal = AbortSignal.timeout(patience);
    const reached = await Promise.race([reach(url), ended(signal)]);
    if ("why" in reached) return unanswered(reached.why);
    return send(body, {
      ...{ method: "POST", host: reached.address, port: url.port === "" ? 443 : Number(url.port), signal },
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host, "content-length": Buffer.byteLength(body) },
      // The certificate is that of the name, whatever address it was found at. No connection is kept: it tells two notices to be of one house.
      ...{ servername: isIP(hostOf(url)) === 0 ? hostOf(url) : "", agent: false },
      ...(ca === undefined ? {} : { ca }),
    });
  };
}

/** The address that a name leads to, or why it is not gone to. */
type Reached = { readonly address: string } | { readonly why: Unanswered };

const ended = (signal: AbortSignal): Promise<Reached> =>
  new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve({ why: "silent" }), { once: true });
  });

function send(body: string | Uint8Array, options: RequestOptions): Promise<Posted> {
  return new Promise((resolve) => {
    const asked = request(options, (answer) => {
      read(answer).then(
        (text) => resolve(text === null ? unanswered("too-long") : answeredBy(answer, text)),
        (cause: unknown) => resolve(unanswered(reasonOf(cause, options.signal))),
      );
    });
    asked.on("error", (cause) => resolve(unanswered(reasonOf(cause, options.signal))));
    asked.end(body);
  });
}

const answeredBy = ({ statusCode = 0, headers }: IncomingMessage, text: string): Posted => ({
  ...{ kind: "answered", status: statusCode, text },
  retryAfter: headers["retry-after"] ?? null,
});

/** Null if it is longer than any honest answer: the rest is never read. */
async function read(answer: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LARGEST) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** What OpenSSL and Node call a certificate that does not hold. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ALTNAME|EPROTO|ERR_SSL/;

/** The words of the error are not looked at further: they repeat the address. */
function reasonOf(cause: unknown, signal: AbortSignal | undefined): Unanswered {
  if (signal?.aborted === true) return "silent";
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return CERTIFICATE.test(code) ? "untrusted" : "unreachable";
}

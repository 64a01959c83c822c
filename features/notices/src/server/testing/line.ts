import { testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { bearer, readToken, Refused, type Route } from "@niuniu/wire";
import type { Carriers, Ports } from "../context.ts";
import { notices } from "../index.ts";

/** A line whose members sign in by their names alone. */
export interface Line {
  readonly host: TestHost;
  readonly context: Awaited<ReturnType<typeof notices.mount>>;
  readonly ask: <Request, Answer>(as: string, route: Route<Request, Answer>, json?: Request) => Promise<Reply<Answer>>;
}

interface Reply<Answer> {
  readonly status: number;
  /** Of the refusal, or null. */
  readonly code: string | null;
  readonly answer: Answer;
}

export interface Given extends Partial<Omit<Ports, "carriers">> {
  readonly carriers?: Partial<Carriers>;
  readonly now?: number;
}

export const ORIGIN = "https://line.example.org";

/** Opens one on a database; another on the same where `on` is given. */
export async function newLine(database: TestDatabase, { carriers, now, ...ports }: Given = {}): Promise<Line> {
  const host = await testHost(database, {
    migrations: [notices],
    origin: ORIGIN,
    ...(now === undefined ? {} : { now }),
  });
  host.authenticate("member", ({ authorization }) => {
    const token = readToken("Bearer", authorization)?.replace(/^token-/, "");
    if (token === undefined) return Promise.reject(new Refused("host/not-yours"));
    return Promise.resolve({ member: token, session: token });
  });
  const context = await notices.mount(host, {
    carriers: { mail: null, sms: null, listed: [], ...carriers },
    members: () => Promise.resolve([{ id: "lin" }, { id: "zhou" }]),
    organisation: () => Promise.resolve("Cloud Pasture"),
    dues: () => Promise.resolve([]),
    ...ports,
  });
  return { host, context, ask: (as, route, json) => askOn(host, as, route, json) };
}

async function askOn<Request, Answer>(
  host: TestHost,
  as: string,
  route: Route<Request, Answer>,
  json?: Request,
): Promise<Reply<Answer>> {
  const response = await host.inject({
    method: route.method,
    url: route.path,
    headers: {
      authorization: bearer(`token-${as}`),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(json === undefined ? {} : { payload: JSON.stringify(json) }),
  });
  const answer: unknown = response.payload === "" ? undefined : JSON.parse(response.payload);
  const code = response.statusCode < 400 ? null : (answer as { readonly code: string }).code;
  return { status: response.statusCode, code, answer: answer as Answer };
}

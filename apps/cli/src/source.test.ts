import { once } from "node:events";
import { createServer as createHttp, type Server as HttpServer, type ServerResponse } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { hostSource, type Source } from "./source.ts";

const opened: (Server | HttpServer)[] = [];
const sources: Source[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  vi.unstubAllEnvs();
  for (const source of sources.splice(0)) source.close();
  for (const socket of sockets) socket.destroy();
  for (const server of opened.splice(0)) server.close();
});

async function sourceOf(server: Server | HttpServer, host = "127.0.0.1", longest?: number): Promise<Source> {
  opened.push(server);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const source = hostSource(new URL(`http://${host.includes(":") ? `[${host}]` : host}:${port}/place/`), longest);
  sources.push(source);
  return source;
}

const http = (answer: (path: string, response: ServerResponse) => void): HttpServer =>
  createHttp((request, response) => answer(request.url ?? "", response));

/** A server that is told, byte for byte, what to say to the paths asked for on each of its connections. */
const raw = (say: (path: string, socket: Socket, nth: number) => void): Server =>
  createServer((socket) => {
    let nth = 0;
    socket.on("data", (asked: Buffer) => {
      for (const [, path = ""] of asked.toString().matchAll(/^GET (\S+)/gm)) say(path, socket, ++nth);
    });
  });

const plain = (text: string): string => `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
const paths = Array.from({ length: 60 }, (_, at) => `/file/${at}`);
const texts = async (source: Source): Promise<readonly string[]> =>
  Promise.all(paths.map(async (path) => Buffer.from((await source.get(path)) ?? []).toString()));
const all = paths.map((path) => `/place${path}`);
const why = (text: string): object => ({ sentence: { key: "network", values: { why: text } } });

describe("a host is read", () => {
  test("whole, each answer to its question, however many are asked at once", async () => {
    const source = await sourceOf(
      http((path, response) => response.setHeader("content-length", path.length).end(path)),
    );
    expect(await texts(source)).toEqual(all);
    expect(await texts(source)).toEqual(all);
  });

  test("also at an address of six", async () => {
    expect(
      await texts(
        await sourceOf(
          http((path, response) => response.end(path)),
          "::1",
        ),
      ),
    ).toEqual(all);
  });

  test("when its answers have no length, or some of them", async () => {
    const some = await sourceOf(
      http((path, response) => {
        if (path.endsWith("7")) response.write(path.slice(0, 3));
        response.end(path.slice(path.endsWith("7") ? 3 : 0));
      }),
    );
    expect(await texts(some)).toEqual(all);
    expect(await texts(some)).toEqual(all);
  });

  test("when its answers come in pieces, one byte at a time", async () => {
    const server = raw((path, socket) => {
      for (const byte of Buffer.from(plain(path))) socket.write(Uint8Array.of(byte));
    });
    expect(await texts(await sourceOf(server))).toEqual(all);
  });

  test("when it closes the connection after every answer, said or unsaid", async () => {
    const said = http((path, response) => response.setHeader("connection", "close").end(path));
    expect(await texts(await sourceOf(said))).toEqual(all);
    const unsaid = raw((path, socket, nth) => {
      if (nth <= 3) socket.write(plain(path));
      else socket.end();
    });
    expect(await texts(await sourceOf(unsaid))).toEqual(all);
  });

  test("and nothing is what it has at a path it does not know, be it said at length", async () => {
    const source = await sourceOf(
      http((path, response) => {
        response.statusCode = path.endsWith("/none") ? 404 : 200;
        response.end(path);
      }),
    );
    expect(await Promise.all([source.get("/none"), source.get("/")])).toEqual([null, Buffer.from("/place/")]);
    expect(await source.get("/none")).toBeNull();
  });

  test("as far as an answer may be long, and no further", async () => {
    const large = Buffer.alloc(3_000_000, 7);
    const source = await sourceOf(http((_path, response) => response.end(large)));
    const bytes = await source.get("/large");
    expect(bytes !== null && large.equals(bytes)).toBe(true);
    await expect(source.get("/large", 2_999_999)).rejects.toMatchObject(why("too-large"));
    const boasting = raw((_path, socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n"));
    await expect((await sourceOf(boasting, "127.0.0.1", 100)).get("/", 10)).rejects.toMatchObject({
      sentence: { key: "network" },
    });
  });

  test("and sends nobody elsewhere", async () => {
    let asked = 0;
    const server = http((path, response) => {
      asked++;
      if (path === "/place/a") response.writeHead(302, { location: "/place/b", "content-length": 0 });
      response.end();
    });
    await expect((await sourceOf(server)).get("/a")).rejects.toMatchObject(why("HTTP 302"));
    expect(asked).toBeGreaterThan(1);
  });

  test("and one that gives no whole answer in time, or stops in the middle, is asked three times and left", async () => {
    const silent = await sourceOf(
      raw(() => undefined),
      "127.0.0.1",
      100,
    );
    await expect(silent.get("/")).rejects.toMatchObject({ sentence: { key: "network" } });
    let asked = 0;
    const broken = raw((path, socket) => {
      asked++;
      socket.end(plain(path).slice(0, -1));
    });
    await expect((await sourceOf(broken)).get("/")).rejects.toMatchObject({ sentence: { key: "network" } });
    expect(asked).toBe(3);
  });

  test("and answers to questions that nobody asked are not taken for others", async () => {
    const server = raw((path, socket) => socket.write(plain(path) + plain("unasked")));
    const source = await sourceOf(server);
    expect(Buffer.from((await source.get("/one")) ?? []).toString()).toBe("/place/one");
    expect(Buffer.from((await source.get("/two")) ?? []).toString()).toBe("/place/two");
  });
});

describe("before a host is blamed", () => {
  test("a name that nothing answers to is this machine's, its network's or the address's fault", async () => {
    const source = hostSource(new URL("http://no-such-host.invalid/"));
    sources.push(source);
    await expect(source.get("/record/checkpoint")).rejects.toMatchObject({ sentence: { key: "no-way" } });
  });

  test("the proxy that the environment names is used, but for the hosts that it leaves out", async () => {
    const asked: string[] = [];
    const proxy = http((path, response) => {
      asked.push(path);
      response.end("through the proxy");
    });
    opened.push(proxy);
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    vi.stubEnv("HTTP_PROXY", `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    const line = http((path, response) => response.end(path));
    const source = await sourceOf(line);
    expect(Buffer.from((await source.get("/a")) ?? []).toString()).toBe("through the proxy");
    expect(asked).toEqual([`http://127.0.0.1:${(line.address() as AddressInfo).port}/place/a`]);
    vi.stubEnv("NO_PROXY", "127.0.0.1");
    const near = await sourceOf(http((path, response) => response.end(path)));
    expect(Buffer.from((await near.get("/b")) ?? []).toString()).toBe("/place/b");
    expect(asked).toHaveLength(1);
  });
});

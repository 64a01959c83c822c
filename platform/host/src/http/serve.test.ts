import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { deflateSync, gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PARCEL, Refused, route, type ParcelOf } from "@niuniu/wire";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import { z } from "zod";
import { answerOf } from "./described.ts";
import { refusalTable } from "./refuse.ts";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";

interface Sum {
  readonly sum: number;
}
const add = route<{ readonly a: number; readonly b: number }, Sum>({
  audience: "anyone",
  method: "POST",
  path: "/try/add",
  takes: "json",
  gives: "json",
});
const mine = route<undefined, { readonly who: string }>({
  audience: "member",
  method: "GET",
  path: "/try/mine/:part",
  takes: "none",
  gives: "json",
});
const echo = route<ParcelOf<{ readonly name: string }>, ParcelOf<{ readonly name: string }>>({
  audience: "receipt",
  method: "POST",
  path: "/try/echo",
  takes: "parcel",
  gives: "parcel",
});
const form = route<{ readonly colour: string; readonly file: Uint8Array }, string>({
  audience: "anyone",
  method: "POST",
  path: "/try/form",
  takes: "form",
  gives: "page",
});
const long = route<undefined, { readonly text: string }>({
  audience: "anyone",
  method: "GET",
  path: "/try/long",
  takes: "none",
  gives: "json",
});
const broken = route<undefined, undefined>({
  audience: "anyone",
  method: "GET",
  path: "/try/broken",
  takes: "none",
  gives: "none",
});
const adrift = route<undefined, Sum>({
  audience: "anyone",
  method: "GET",
  path: "/try/adrift",
  takes: "none",
  gives: "json",
});
const full = route<undefined, undefined>({
  audience: "anyone",
  method: "GET",
  path: "/try/full",
  takes: "none",
  gives: "none",
});
const refused = route<undefined, undefined>({
  audience: "anyone",
  method: "GET",
  path: "/try/refused",
  takes: "none",
  gives: "none",
});
const live = route<undefined, AsyncIterable<string>>({
  audience: "anyone",
  method: "GET",
  path: "/try/live",
  takes: "none",
  gives: "stream",
});

const sum = z.strictObject({ sum: z.number() });

let database: TestDatabase;
let host: TestHost;

beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database);
  host.refusals({ "try/no": { status: 409, en: "No.", "zh-CN": "不行。" } });
  host.authenticate("member", ({ authorization }) => {
    if (authorization !== "Bearer good-token") return Promise.reject(new Refused("host/not-yours"));
    return Promise.resolve({ member: "mei", session: "s" });
  });
  host.authenticate("receipt", ({ body, method, path }) =>
    Promise.resolve({ case: `${method} ${path} ${body.length}` }),
  );
  const { serve } = host;
  serve.anyone(
    add,
    z.object({ a: z.number(), b: z.number() }),
    ({ request }) => Promise.resolve({ sum: request.a + request.b }),
    { limit: 200, answer: answerOf(add, sum) },
  );
  const surplus = { sum: 1, surplus: 2 };
  serve.anyone(adrift, null, () => Promise.resolve(surplus), { answer: answerOf(adrift, sum) });
  serve.member(mine, null, ({ caller, parameters }) =>
    Promise.resolve({ who: `${caller.member} ${parameters["part"] ?? ""}` }),
  );
  serve.receipt(echo, z.object({ name: z.string() }), ({ caller, request }) => {
    return Promise.resolve({ header: { name: `${request.header.name} ${caller.case}` }, parts: request.parts });
  });
  serve.anyone(form, z.object({ colour: z.string(), file: z.instanceof(Uint8Array) }), ({ request }) => {
    return Promise.resolve(`<p>${request.colour} ${request.file.length}</p>`);
  });
  serve.anyone(long, null, () => Promise.resolve({ text: "calm ".repeat(1_000) }), { same: true });
  serve.anyone(broken, null, () => Promise.reject(new Error("the marked secret of a bug")));
  serve.anyone(full, null, () => Promise.reject(Object.assign(new Error("could not extend file"), { code: "53100" })));
  serve.anyone(refused, null, () => Promise.reject(new Refused("try/no", { left: 2 })));
  serve.anyone(live, null, () => Promise.resolve(Readable.from(["one", "two"])));
});

afterAll(async () => {
  await host.close();
  await database.close();
});

const post = (url: string, payload: string | Buffer, type = "application/json", headers: Record<string, string> = {}) =>
  host.inject({ method: "POST", url, payload, headers: { "content-type": type, ...headers } });
const codeOf = (answer: { readonly payload: string }): unknown =>
  (JSON.parse(answer.payload) as { code: unknown }).code;

describe("whatever the machine below puts in the way", () => {
  it.each([
    [{ code: "EDQUOT" }, "write", 503, "host/disk-full", "host/disk-full"],
    [{}, 'could not write to file "base/1/2": File too large', 503, "host/disk-full", "host/disk-full"],
    [{}, "could not extend file: Disk quota exceeded", 503, "host/disk-full", "host/disk-full"],
    [
      { cause: Object.assign(new Error("write"), { code: "ENOSPC" }) },
      "not stored",
      503,
      "host/disk-full",
      "host/disk-full",
    ],
    [{ code: "25P03" }, "terminating connection", 503, "host/busy", "host/database-away"],
    [{ code: "ENOENT", syscall: "connect" }, "connect ENOENT", 503, "host/busy", "host/database-away"],
    [{}, "timeout exceeded when trying to connect", 503, "host/busy", "host/database-away"],
    [{ code: "53300" }, "too many clients", 503, "host/busy", "host/too-many-connections"],
    [{ code: "42501" }, "permission denied", 500, "host/failed", null],
  ] as const)("is one list: %o, %s", (more, words, ...expected) => {
    const told = refusalTable().answer(Object.assign(new Error(words), more));
    expect([told.refusal.status, told.answer.code, told.news]).toEqual(expected);
  });
});

describe("a full disk", () => {
  it("is a refusal that may be tried again, and news for the operator once", async () => {
    for (let count = 0; count < 3; count++) {
      const answer = await host.inject({ url: "/try/full" });
      expect([answer.statusCode, codeOf(answer)]).toEqual([503, "host/disk-full"]);
    }
    expect(host.failures.filter((code) => code === "host/disk-full")).toHaveLength(1);
    expect(host.failures).not.toContain("host/failed");
  });
});

describe("a route", () => {
  it("gives an answer to a request that fits its door", async () => {
    const answer = await post("/try/add", '{"a":1,"b":2}');
    expect(answer.statusCode).toBe(200);
    expect(answer.payload).toBe('{"sum":3}');
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  it.each([
    ["what is not JSON", '{"a":1', "application/json", 400, "host/malformed"],
    ["what does not fit the door", '{"a":"1","b":2}', "application/json", 400, "host/malformed"],
    ["what is sent as another type", '{"a":1,"b":2}', "text/plain", 415, "host/wrong-type"],
    [
      "what is too large",
      JSON.stringify({ a: 1, b: 2, c: "x".repeat(300) }),
      "application/json",
      413,
      "host/too-large",
    ],
  ])("refuses %s with a stable code and a sentence in both languages", async (...[, payload, type, status, code]) => {
    const answer = await post("/try/add", payload, type);
    expect(answer.statusCode).toBe(status);
    const body = JSON.parse(answer.payload) as { code: string; sentence: Record<string, string> };
    expect(body.code).toBe(code);
    expect(body.sentence["en"]).toMatch(/\.$/);
    expect(body.sentence["zh-CN"]).toMatch(/。$/);
  });

  it("says which feature's rule refused, with its small public facts", async () => {
    const answer = await host.inject("/try/refused");
    expect(answer.statusCode).toBe(409);
    expect(JSON.parse(answer.payload)).toEqual({
      code: "try/no",
      sentence: { en: "No.", "zh-CN": "不行。" },
      facts: { left: 2 },
    });
  });

  it("says only that it failed when the mistake is ours", async () => {
    const answer = await host.inject("/try/broken");
    expect(answer.statusCode).toBe(500);
    expect(codeOf(answer)).toBe("host/failed");
    expect(answer.payload).not.toContain("marked");
    expect(host.failures).toContain("host/failed");
  });

  it("tells its handler who calls only as its audience reveals it", async () => {
    expect((await host.inject("/try/mine/x")).statusCode).toBe(401);
    const answer = await host.inject({ url: "/try/mine/x", headers: { authorization: "Bearer good-token" } });
    expect(answer.payload).toBe('{"who":"mei x"}');
  });

  it("is not mounted for an audience other than its own", () => {
    expect(() => host.serve.anyone(mine, null, () => Promise.resolve({ who: "nobody" }))).toThrow(/for member/);
  });

  it("asks who is calling before it looks at what was sent", async () => {
    const answer = await host.inject({ method: "GET", url: "/try/mine/x", payload: "unexpected" });
    expect(codeOf(answer)).toBe("host/not-yours");
  });

  it("carries parcels both ways and lets the authenticator see the exact bytes", async () => {
    const parcel = writeParcel({ name: "牛牛" }, [new Uint8Array([1, 2]), new Uint8Array()]);
    const answer = await post("/try/echo", Buffer.from(parcel), PARCEL);
    expect(answer.headers["content-type"]).toBe(PARCEL);
    const { header, parts } = readParcel(answer.rawPayload);
    expect(header).toEqual({ name: `牛牛 POST /try/echo ${parcel.length}` });
    expect(parts.map((part) => [...part])).toEqual([[1, 2], []]);
    expect(codeOf(await post("/try/echo", Buffer.from(parcel.subarray(1)), PARCEL))).toBe("host/malformed");
  });

  it("takes a parcel gzipped, and lets the authenticator see what was packed", async () => {
    const parcel = writeParcel({ name: "牛牛" }, [new Uint8Array([1, 2])]);
    const answer = await post("/try/echo", gzipSync(parcel), PARCEL, { "content-encoding": "gzip" });
    const { header, parts } = readParcel(answer.rawPayload);
    expect(header).toEqual({ name: `牛牛 POST /try/echo ${parcel.length}` });
    expect(parts.map((part) => [...part])).toEqual([[1, 2]]);
  });

  it.each([
    ["grows beyond what its length allows", gzipSync(Buffer.alloc(60_000)), "gzip", "host/too-large"],
    ["grows beyond the route's limit", gzipSync(Buffer.alloc(1_000_000)), "gzip", "host/too-large"],
    ["is cut short", gzipSync(Buffer.from("abc")).subarray(0, -2), "gzip", "host/malformed"],
    ["is packed in a way nobody announced", deflateSync(Buffer.from("abc")), "deflate", "host/wrong-type"],
  ])("refuses a body that %s", async (_, body, encoding, code) => {
    expect(codeOf(await post("/try/echo", body, PARCEL, { "content-encoding": encoding }))).toBe(code);
  });

  it("takes a plain HTML form with a file", async () => {
    const body = new FormData();
    body.set("colour", "blue");
    body.set("file", new Blob([new Uint8Array(5)]), "a.age");
    const sent = new Response(body);
    const answer = await post(
      "/try/form",
      Buffer.from(await sent.arrayBuffer()),
      sent.headers.get("content-type") ?? "",
    );
    expect(answer.payload).toBe("<p>blue 5</p>");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  });

  it("gives an answer that is the same for everyone once, and then only says that it has not changed", async () => {
    const first = await host.inject({ url: "/try/long", headers: { "accept-encoding": "gzip, br" } });
    expect(first.headers["content-encoding"]).toBe("br");
    expect(first.rawPayload.length).toBeLessThan(100);
    const again = await host.inject({ url: "/try/long", headers: { "if-none-match": String(first.headers.etag) } });
    expect(again.statusCode).toBe(304);
    expect(again.payload).toBe("");
  });

  it("streams events as they come", async () => {
    const answer = await host.inject("/try/live");
    expect(answer.headers["content-type"]).toBe("text/event-stream");
    expect(answer.payload).toContain("data: one\n\ndata: two\n\n");
  });
});

describe("every answer", () => {
  it("sets no cookie and names neither server nor date", async () => {
    const port = await host.open(0, "127.0.0.1");
    const origin = `http://127.0.0.1:${port}`;
    for (const path of [
      "/try/long",
      "/try/broken",
      "/try/refused",
      "/nothing",
      "/openapi.json",
      "/try/mine/x",
      "/%E0%A4%A",
    ]) {
      const answer = await fetch(origin + path, { headers: { cookie: "a=b" } });
      await answer.arrayBuffer();
      const names = [...answer.headers.keys()];
      for (const never of ["set-cookie", "date", "server", "x-powered-by", "keep-alive"])
        expect(names).not.toContain(never);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    }
  });

  it("is a page for a person and a code for a program where there is nothing", async () => {
    expect(codeOf(await host.inject("/nothing"))).toBe("host/not-found");
    const page = await host.inject({ url: "/nothing", headers: { accept: "text/html" } });
    expect(page.statusCode).toBe(404);
    expect(page.payload).toContain("这个地址没有内容");
  });

  it("is described by the OpenAPI text, made from the same routes and doors", async () => {
    const text = JSON.parse((await host.inject("/openapi.json")).payload) as {
      openapi: string;
      paths: Record<string, unknown>;
    };
    expect(text.openapi).toBe("3.1.0");
    expect(Object.keys(text.paths)).toContain("/try/mine/{part}");
    expect(JSON.stringify(text.paths["/try/add"])).toContain('"required":["a","b"]');
    expect(JSON.stringify(text.paths["/try/add"])).toContain('"required":["sum"],"additionalProperties":false');
  });

  it("is refused in tests where it has a field that its schema does not", async () => {
    const answer = await host.inject("/try/adrift");
    expect([answer.statusCode, codeOf(answer)]).toEqual([500, "host/failed"]);
    expect(answer.payload).not.toContain("surplus");
  });
});

it("what was begun for somebody is finished before an ending server lets its database go", async () => {
  const host = await testHost(database);
  const slow = { ...long, path: "/try/slow" } as const;
  let [begun, asked] = [false, 0];
  host.serve.anyone(slow, null, async () => {
    begun = true;
    await wait(300);
    asked = (await sql<{ one: number }>`select 1 as one`.execute(host.db)).rows.length;
    return { text: "" };
  });
  const port = await host.open(0, "127.0.0.1");
  const answer = fetch(`http://127.0.0.1:${port}/try/slow`).then(
    () => "answered",
    () => "cut off",
  );
  while (!begun) await wait(5);
  await host.close();
  expect([await answer, asked, host.failures]).toEqual(["cut off", 1, []]);
});

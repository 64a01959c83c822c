import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { fromBase64, sha256, toHex, toUtf8 } from "@niuniu/note";
import {
  checkConsistency,
  checkEvent,
  checkInclusion,
  checkLeaf,
  checkPublic,
  cosign,
  leafHash,
  openCheckpoint,
  readLeaf,
  readPublic,
  readTlogProof,
} from "@niuniu/record";
import { readBundle } from "@niuniu/record/log";
import type { record as routes } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recoveryOn } from "../record/recovery.ts";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";

let database: TestDatabase;
let host: TestHost;
const commitment = sha256(toUtf8("a step of a case"));
const POLICY = "policy 1\n";

const get = (url: string, headers: Record<string, string> = {}) => host.inject({ url, headers });
const json = async <Answer>(url: string): Promise<Answer> => JSON.parse((await get(url)).payload) as Answer;
const codeOf = (answer: { readonly payload: string }): string =>
  (JSON.parse(answer.payload) as { readonly code: string }).code;
const proof = (hex: string) =>
  host.inject({
    method: "POST",
    url: "/record/proof",
    headers: { "content-type": "application/json" },
    payload: JSON.stringify({ commitment: hex }),
  });

beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database);
  expect(codeOf(await get("/record/head"))).toBe("host/record-empty");
  expect(codeOf(await get("/record/checkpoint"))).toBe("host/record-empty");
  await host.transaction(async (tx) => {
    await host.record.place(tx, [commitment]);
    await host.record.publish(tx, { kind: "policy", key: "1", date: "2026-01-05", body: POLICY });
    for (let key = 1; key <= 120; key++)
      await host.record.publish(tx, { kind: "figures", key: String(key), date: "2026-01-05", body: `{"n":${key}}` });
  });
  expect((JSON.parse((await proof(toHex(commitment))).payload) as routes.Standing).state).toBe("promised");
  await host.sealed();
  for (let slot = 0; slot < 5; slot++) {
    await host.transaction((tx) => host.record.place(tx, [host.random(32)]));
    await host.sealed();
  }
});
afterAll(async () => {
  await host.close();
  await database.close();
});

const size = async (): Promise<number> => (await host.record.newest())?.size ?? 0;

describe("what pages ask of the record", () => {
  it("the head is the same for everyone, and proves the newest slot in a signed checkpoint", async () => {
    const answer = await get("/record/head");
    const head = JSON.parse(answer.payload) as routes.Head;
    expect(head.log).toBe(host.record.log.vkey);
    const entered = checkLeaf(head.last, host.record.log);
    expect(entered.leaf.kind).toBe("slot");
    expect(answer.headers["cache-control"]).toBe("no-cache");
    const again = await get("/record/head", { "if-none-match": String(answer.headers.etag) });
    expect(again.statusCode).toBe(304);
  });

  it("a commitment is proven, and what was never taken in is refused", async () => {
    const standing = JSON.parse((await proof(toHex(commitment))).payload) as routes.Standing;
    if (standing.state !== "proven") throw new Error("not proven");
    expect(checkEvent(standing.proof, commitment, host.record.log).when).toHaveProperty("slot");
    const unknown = await proof("ab".repeat(32));
    expect([unknown.statusCode, codeOf(unknown)]).toEqual([404, "host/not-in-record"]);
    expect(codeOf(await proof("AB".repeat(32)))).toBe("host/malformed");
  });

  it("public texts are listed a hundred at a time, oldest first, each with its own proof", async () => {
    const first = await json<{ entries: routes.Entry[]; more: boolean }>("/record/entries/-1");
    expect(first.entries).toHaveLength(100);
    expect(first.more).toBe(true);
    const last = first.entries.at(-1)?.index ?? 0;
    const second = await json<{ entries: routes.Entry[]; more: boolean }>(`/record/entries/${last}`);
    expect(second.entries).toHaveLength(21);
    expect(second.more).toBe(false);
    const all = [...first.entries, ...second.entries];
    expect(all.map(({ index }) => index)).toEqual(all.map(({ index }) => index).toSorted((a, b) => a - b));
    const policy = all.find(({ text }) => (text ?? "").includes('"kind":"policy"'));
    const entry = await json<routes.Entry & { proof: string }>(`/record/entry/${policy?.index ?? -1}`);
    expect(readPublic(entry.text ?? "").body).toBe(POLICY);
    expect(checkPublic(entry.proof, entry.text ?? "", host.record.log).index).toBe(entry.index);
  });

  it("a page of long texts ends early, with one at least, and the next goes on from there", async () => {
    const after = await size();
    const body = (key: number): string => JSON.stringify({ key, text: "界".repeat(30_000) });
    await host.transaction(async (tx) => {
      for (const key of [1, 2, 3, 4])
        await host.record.publish(tx, { kind: "figures", key: `long ${key}`, date: "2026-01-05", body: body(key) });
      const huge = JSON.stringify("x".repeat(300_000));
      await host.record.publish(tx, { kind: "figures", key: "long 5", date: "2026-01-06", body: huge });
    });
    await host.sealed();
    const pages: number[] = [];
    for (let at = after - 1, more = true; more;) {
      const page = await json<{ entries: routes.Entry[]; more: boolean }>(`/record/entries/${at}`);
      pages.push(page.entries.length);
      [at, more] = [page.entries.at(-1)?.index ?? 0, page.more];
    }
    expect(pages).toEqual([2, 2, 1]);
  });

  it("the head is proven once for everybody, and anew once a witness has signed", async () => {
    const first = await host.record.head();
    expect(await host.record.head()).toBe(first);
    const milestone = await host.record.milestone();
    const line = cosign(milestone?.note ?? "", { name: "w.example", seed: host.random(32) }, 1_767_600_000);
    await host.record.cosigned(milestone?.size ?? 0, [line]);
    const second = await host.record.head();
    expect(readTlogProof(second?.last ?? "").checkpoint).toContain(line);
    expect(await host.record.head()).toBe(second);
  });

  it("a place without a public text is refused, and an address that is no number is none", async () => {
    for (const index of ["999", "2147483647"]) {
      expect(codeOf(await get(`/record/entry/${index}`))).toBe("host/not-in-record");
    }
    for (const index of ["-1", "01", "1e3", "0x1", "", "2147483648", "99999999999999999999", "%31%20"]) {
      expect((await get(`/record/entry/${index}`)).statusCode, index).toBe(404);
      expect(codeOf(await get(`/record/entry/${index}`)), index).toBe("host/not-found");
    }
    expect(codeOf(await get("/record/entries/-2"))).toBe("host/not-found");
    expect((await json<{ entries: unknown[] }>("/record/entries/2147483647")).entries).toEqual([]);
  });

  it("one size is shown to continue another, the same for as long as the log is", async () => {
    const note = (await get("/record/checkpoint")).payload;
    const [old, now] = [openCheckpoint(note, host.record.log), await host.record.newest()];
    const newest = openCheckpoint(now?.note ?? "", host.record.log);
    const answer = await get(`/record/consistency/${old.size}/${newest.size}`);
    const { hashes } = JSON.parse(answer.payload) as { hashes: string[] };
    const sizes = { oldSize: old.size, oldRoot: old.root, newSize: newest.size, newRoot: newest.root };
    expect(() => checkConsistency({ ...sizes, proof: hashes.map(fromBase64) })).not.toThrow();
    expect(answer.headers["cache-control"]).toBe("public, no-cache");
    for (const range of ["0/3", "3/2", `3/${newest.size + 1}`, "3/2147483647"]) {
      const refused = await get(`/record/consistency/${range}`);
      expect([refused.statusCode, codeOf(refused)], range).toEqual([422, "host/bad-range"]);
      expect(refused.headers["cache-control"]).toBe("no-store");
    }
  });

  it("the leaves below a place are shown down to the first slot, each with its proof", async () => {
    const now = openCheckpoint((await host.record.newest())?.note ?? "", host.record.log);
    const { entries } = await json<{ entries: routes.Entry[] }>("/record/entries/-1");
    const index = entries.at(-1)?.index ?? 0;
    const answer = await get(`/record/below/${index}/${now.size}`);
    const { leaves } = JSON.parse(answer.payload) as { leaves: routes.LeafShown[] };
    const kinds = leaves.map(({ leaf: shown, hashes }, back) => {
      const leaf = fromBase64(shown);
      const place = { index: index - 1 - back, size: now.size, root: now.root };
      checkInclusion({ ...place, leaf: leafHash(leaf), proof: hashes.map(fromBase64) });
      return readLeaf(leaf).kind;
    });
    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds.slice(0, -1)).not.toContain("slot");
    expect(leaves.length === 128 || kinds.at(-1) === "slot" || leaves.length === index).toBe(true);
    expect(answer.headers["cache-control"]).toBe("public, no-cache");
    for (const place of [`${now.size}/${now.size}`, `0/${now.size + 1}`]) {
      expect(codeOf(await get(`/record/below/${place}`)), place).toBe("host/bad-range");
    }
    expect(await json(`/record/below/0/${now.size}`)).toEqual({ leaves: [] });
  });
});

describe("the record as C2SP tlog-tiles serves it", () => {
  it("the checkpoint is a signed note that no cache answers without asking", async () => {
    const answer = await get("/record/checkpoint");
    expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-cache");
    expect(answer.payload).toBe((await host.record.milestone())?.note);
    const again = await get("/record/checkpoint", { "if-none-match": String(answer.headers.etag) });
    expect([again.statusCode, again.payload]).toEqual([304, ""]);
  });

  it("a tile is its hashes, the same for ever at its width", async () => {
    const width = await size();
    for (const part of [1, 2, width]) {
      const answer = await get(`/record/tile/0/000.p/${part}`, { "accept-encoding": "br, gzip" });
      expect(answer.headers["content-type"]).toBe("application/octet-stream");
      expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
      expect(answer.headers["content-encoding"]).toBeUndefined();
      expect(new Uint8Array(answer.rawPayload)).toEqual(await host.record.reader(0, 0, part));
    }
  });

  it("caches keep what was given, and are told in a word that it still holds", async () => {
    for (const url of ["/record/tile/0/000.p/2", "/record/tile/entries/000.p/2", "/record/consistency/1/2"]) {
      const { etag } = (await get(url)).headers;
      const again = await get(url, { "if-none-match": `"other", ${String(etag)}` });
      expect([again.statusCode, again.payload, again.headers.etag], url).toEqual([304, "", etag]);
      expect((await get(url, { "if-none-match": '"other"' })).statusCode).toBe(200);
    }
    const absent = { "if-none-match": String((await get("/record/tile/0/000.p/2")).headers.etag) };
    expect((await get("/record/tile/0/000", absent)).statusCode).toBe(404);
  });

  it("a bundle is its entries, packed for whoever can unpack it", async () => {
    const width = await size();
    const plain = await get(`/record/tile/entries/000.p/${width}`);
    expect(readBundle(plain.rawPayload)).toHaveLength(width);
    const br = await get(`/record/tile/entries/000.p/${width}`, { "accept-encoding": "gzip, br" });
    const gzip = await get(`/record/tile/entries/000.p/${width}`, { "accept-encoding": "gzip" });
    expect(br.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(br.rawPayload)).toEqual(plain.rawPayload);
    expect(gunzipSync(gzip.rawPayload)).toEqual(plain.rawPayload);
    for (const { headers } of [plain, br, gzip]) expect(headers.vary).toBe("accept-encoding");
    expect((await get("/record/tile/entries/000.p/1", { "accept-encoding": "br" })).headers).not.toHaveProperty(
      "content-encoding",
    );
  });

  it("what the log does not reach yet is refused, and kept by no cache", async () => {
    const width = await size();
    const paths = ["0/000", `0/000.p/${width + 1}`, "0/001.p/1", "1/000.p/1", "63/000.p/1", "0/x999/x999/x999/999"];
    for (const path of [...paths, `entries/000.p/${width + 1}`, "entries/000"]) {
      const answer = await get(`/record/tile/${path}`);
      expect([answer.statusCode, codeOf(answer)], path).toEqual([404, "host/not-in-record"]);
      expect(answer.headers["cache-control"]).toBe("no-store");
    }
  });

  it.each([
    ["0/0.p/1", "0/0000.p/1", "0/x000/000.p/1", "00/000.p/1", "-1/000.p/1", "0/000.p/0", "0/000.p/01", "0/000.p/256"],
    ["0/000.p/1/", "0//000.p/1", "0/%30%30%30.p/1", "0/000.p/1?x=1", "64/000.p/1", ""],
    ["Entries/000.p/1", "data/000.p/1", "0/000.p/+1", "0/000.P/1", "..%2f..%2fopenapi.json", "0/000.p/1%00"],
  ])("every tile has one address, and nothing else is one (%s, …)", async (...paths) => {
    for (const path of paths) {
      const answer = await get(`/record/tile/${path}`);
      expect([answer.statusCode, codeOf(answer)], path).toEqual([404, "host/not-found"]);
    }
  });

  it("pages of other origins may read all of it", async () => {
    const asked = { "access-control-request-method": "GET", origin: "https://union.example" };
    for (const url of ["/record/checkpoint", "/record/tile/0/000.p/1", "/record/tile/0/000", "/record/head"]) {
      expect((await get(url)).headers["access-control-allow-origin"], url).toBe("*");
      const beforehand = await host.inject({ method: "OPTIONS", url, headers: asked });
      expect([beforehand.statusCode, beforehand.headers["access-control-allow-origin"]], url).toEqual([204, "*"]);
    }
  });

  it("the routes stand in the OpenAPI text", async () => {
    const { paths } = await json<{ paths: object }>("/openapi.json");
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(["/record/head", "/record/proof", "/record/consistency/{from}/{to}"]),
    );
  });
});

describe("a log that follows a lost one", () => {
  it("is served at the same addresses, and no cache answers for it with what it keeps of the one before", async () => {
    const { db, now } = host;
    const old = await get("/record/tile/0/000.p/1");
    const kept = { "if-none-match": String(old.headers.etag) };
    const first = host.record.log.name;
    await host.record.freeze("behind");
    await (await recoveryOn(db, { now, random: host.random })).startAnew([]);
    await host.record.tick();
    for (const url of ["/record/tile/0/000.p/1", "/record/tile/entries/000.p/1"])
      expect((await get(url, kept)).statusCode, url).toBe(200);
    expect((await get("/record/tile/0/000.p/1")).headers["cache-control"]).toBe("public, no-cache");
    expect((await get("/record/tile/0/000.p/1")).rawPayload).not.toEqual(old.rawPayload);
    expect(host.record.log.name).toBe(`${first}/2`);
  });
});

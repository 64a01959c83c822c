import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fromHex, toBase64 } from "@niuniu/note";
import { readLeaf, readTlogProof, RecordError } from "@niuniu/record";
import { proveInclusion, readBundle, readTilePath, TILE, type TilePlace } from "@niuniu/record/log";
import { record as routes, Refused } from "@niuniu/wire";
import { z } from "zod";
import { sha256Reused } from "../digest.ts";
import type { PublicRecord } from "../record/record.ts";
import * as answers from "./record-answers.ts";
import { crossOrigin, openly } from "./cross-origin.ts";
import { FOR_EVER, hasAlready, inLog } from "./headers.ts";
import type { Serve } from "./serve.ts";

/** Public entries a page of the list holds, and about how much text (bytes): a page ends before it is too much. */
const PAGE = 100;
const PAGE_BYTES = 256 * 1024;

type Page = Awaited<ReturnType<PublicRecord["entries"]>>;

/** As many entries as are not too much together, and one at least. */
function cutPage({ entries, more }: Page): Page {
  let bytes = 0;
  const end = entries.findIndex(({ text, tombstone }, at) => {
    bytes += Buffer.byteLength(text ?? "") + Buffer.byteLength(tombstone ?? "");
    return at > 0 && bytes > PAGE_BYTES;
  });
  return end === -1 ? { entries, more } : { entries: entries.slice(0, end), more: true };
}

const proofDoor = z.strictObject({ commitment: z.string().regex(/^[0-9a-f]{64}$/) });

/** As far as a log can grow here: what its tables hold. */
const MOST = 2 ** 31 - 1;

/** A number in an address in its one decimal spelling; anything else is no address of ours. */
function numberIn(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || !/^(?:0|[1-9]\d{0,9})$/.test(text) || value > MOST) throw new Refused("host/not-found");
  return value;
}

/** Says how many entries the log has, and asks the database only about what it has not seen yet: a log never shrinks. */
function sizeOf(record: PublicRecord): (atLeast: number) => Promise<number> {
  let known = 0;
  return async (atLeast) => {
    if (known < atLeast) known = Math.max(known, (await record.newest())?.size ?? 0);
    return known;
  };
}

async function headOf(record: PublicRecord): Promise<routes.Head> {
  const head = await record.head();
  if (head === null) throw new Refused("host/record-empty");
  return head;
}

/** More leaves between two slots than a server seals at once: it takes in a hundred texts, and the day that is over. */
const MOST_BELOW = 128;

/** The leaves below an index down to the first slot, each proven in the tree of that size; both are in the log. */
async function leavesBelow({ reader, bundle }: PublicRecord, index: number, size: number): Promise<routes.LeafShown[]> {
  const shown: routes.LeafShown[] = [];
  let leaves: readonly Uint8Array[] = [];
  for (let at = index - 1; at >= 0 && shown.length < MOST_BELOW; at--) {
    const [n, width] = [Math.floor(at / TILE), (at % TILE) + 1];
    if (leaves.length < width) leaves = readBundle(await bundle(n, width));
    const leaf = leaves[width - 1] ?? new Uint8Array();
    const hashes = await proveInclusion(reader, at, size, sha256Reused);
    shown.push({ leaf: toBase64(leaf), hashes: hashes.map(toBase64) });
    if (readLeaf(leaf).kind === "slot") break;
    if (width === 1) leaves = [];
  }
  return shown;
}

function mountRoutes(serve: Serve, record: PublicRecord, sizeFor: (atLeast: number) => Promise<number>): void {
  serve.anyone(routes.head, null, () => headOf(record), { same: true, answer: answers.head });
  const standing = async (commitment: string): Promise<routes.Standing> => {
    const found = (await record.find([fromHex(commitment)])).get(commitment);
    if (found === undefined) throw new Refused("host/not-in-record");
    return found;
  };
  serve.anyone(routes.proof, proofDoor, ({ request }) => standing(request.commitment), { answer: answers.proof });
  const consistency = async (from: number, to: number): Promise<{ readonly hashes: readonly string[] }> => {
    if (from < 1 || from > to || to > (await sizeFor(to))) throw new Refused("host/bad-range");
    return { hashes: (await record.consistency(from, to)).map(toBase64) };
  };
  serve.anyone(
    routes.consistency,
    null,
    ({ parameters }) => consistency(numberIn(parameters["from"]), numberIn(parameters["to"])),
    { fixed: () => record.log.vkey, answer: answers.consistency },
  );
  const below = async (index: number, size: number): Promise<{ readonly leaves: readonly routes.LeafShown[] }> => {
    if (index >= size || size > (await sizeFor(size))) throw new Refused("host/bad-range");
    return { leaves: await leavesBelow(record, index, size) };
  };
  serve.anyone(
    routes.below,
    null,
    ({ parameters }) => below(numberIn(parameters["index"]), numberIn(parameters["size"])),
    { fixed: () => record.log.vkey, answer: answers.below },
  );
  const page = async (after: string | undefined): Promise<Page> =>
    cutPage(await record.entries(after === "-1" ? -1 : numberIn(after), PAGE));
  serve.anyone(routes.entries, null, ({ parameters }) => page(parameters["after"]), { answer: answers.entries });
  const entryAt = async (index: number): Promise<routes.Entry & { readonly proof: string }> => {
    const entry = await record.entry(index);
    if (entry === null) throw new Refused("host/not-in-record");
    return entry;
  };
  serve.anyone(routes.entry, null, async ({ parameters }) => entryAt(numberIn(parameters["index"])), {
    answer: answers.entry,
  });
}

/** Below this a compressed bundle saves less than its headers cost. */
const WORTHWHILE = 1_024;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** Leaves are hashes, which do not shrink, behind bytes that do; tiles are hashes alone and go as they are. */
async function giveBundle(bytes: Uint8Array, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const accepted = request.headers["accept-encoding"] ?? "";
  const plain = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  reply.header("vary", "accept-encoding");
  if (plain.length < WORTHWHILE) return reply.send(plain);
  if (/\bbr\b/.test(accepted)) return reply.header("content-encoding", "br").send(await brotli(plain, FAST));
  if (/\bgzip\b/.test(accepted)) return reply.header("content-encoding", "gzip").send(await zip(plain));
  return reply.send(plain);
}

/** The tile an address names. Another spelling, a query or anything else is no address of ours. */
function tileAt(address: string): TilePlace {
  try {
    return readTilePath(address.slice("/record/".length));
  } catch (error) {
    if (error instanceof RecordError) throw new Refused("host/not-found");
    throw error;
  }
}

/**
 * A tile never changes in its log. A log that follows a lost one is named "…/2" and served at the same addresses: from then
 * on caches ask first.
 */
const onTile = ({ name, vkey }: PublicRecord["log"]): ReturnType<typeof inLog> =>
  /\/\d+$/.test(name) ? inLog(vkey) : { ...inLog(vkey), ...FOR_EVER };

function mountTiles(app: FastifyInstance, record: PublicRecord, sizeFor: (atLeast: number) => Promise<number>): void {
  app.get("/record/tile/*", { onRequest: openly }, async (request, reply) => {
    const { level, n, width } = tileAt(request.url);
    // How many entries must be there before the last hash of this tile is.
    const needed = (n * TILE + width) * (level === "entries" ? 1 : TILE ** level);
    if (!Number.isSafeInteger(needed) || needed > (await sizeFor(needed))) throw new Refused("host/not-in-record");
    const caching = onTile(record.log);
    reply.headers(caching);
    if (hasAlready(request.headers["if-none-match"], caching.etag)) return reply.code(304).send();
    reply.header("content-type", "application/octet-stream");
    const bytes = level === "entries" ? await record.bundle(n, width) : await record.reader(level, n, width);
    if (level === "entries") return giveBundle(bytes, request, reply);
    return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  });
}

function mountCheckpoint(app: FastifyInstance, record: PublicRecord): void {
  app.get("/record/checkpoint", { onRequest: openly }, async (request, reply) => {
    const { checkpoint } = readTlogProof((await headOf(record)).last);
    const etag = `"${createHash("sha256").update(checkpoint).digest("base64url").slice(0, 16)}"`;
    reply.headers({ etag, "cache-control": "no-cache" });
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    return reply.header("content-type", "text/plain; charset=utf-8").send(checkpoint);
  });
}

/**
 * Serves the record to everybody: the routes of `@niuniu/wire`, and the paths of C2SP tlog-tiles under `/record/`.
 * `checkpoint` is the one of the head, a milestone with its cosignatures, the same for all visitors of five minutes; tiles
 * reach as far as the log does, and are the same at every width for as long as there is this log (see `onTile`).
 */
export function serveRecord(app: FastifyInstance, serve: Serve, record: PublicRecord): void {
  const sizeFor = sizeOf(record);
  mountRoutes(serve, record, sizeFor);
  const { open } = crossOrigin(app);
  mountCheckpoint(app, record);
  mountTiles(app, record, sizeFor);
  open("GET", "/record/checkpoint");
  open("GET", "/record/tile/*");
}

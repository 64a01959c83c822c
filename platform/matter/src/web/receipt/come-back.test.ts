import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { fromBase64, publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import { chain } from "@niuniu/record";
import { readReceipt, receiptKeys, sealEnvelope, recipientOf, spellDigits, verifyRequest } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import type { Trust } from "@niuniu/trust";
import { PARCEL, readReceiptCredential, route, type ParcelOf } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { OlderHeader, SealedThread } from "../../thread.ts";
import type { BoxLetter, Letterbox } from "../../testing/letterbox.ts";
import type { MessageLetter } from "../../letters.ts";
import { after, box, NOW, openBox, deskOf, put, record, roster, rules } from "../desk/testing.ts";
import { newestOf } from "../newest-rules.ts";
import { writeSaved } from "../saved.ts";
import { comeBack } from "./come-back.ts";
import type { ReceiptKind, Saying } from "./receipt-kind.ts";

const receipt = { audience: "receipt", method: "POST", gives: "parcel" } as const;
const mark = record.mark();
/** What whoever put a letter into the box believes of its committee. */
const trust = {
  ...{ roster, zone: "+08:00", ...rules },
  record: {
    ...{ log: record.log, vkey: record.log.vkey, named: true, checkpoint: mark.note, size: mark.size, root: mark.root },
    ...{ until: NOW, stale: false, witnesses: [], putBack: null, statementAt: 0 },
  },
} as unknown as Trust;

/** A letter, as whoever has its receipt comes back to it. */
const receipts: ReceiptKind<Letterbox, BoxLetter, MessageLetter, SealedThread, Saying> = {
  ...{ ...box, newest: newestOf(() => null, "box.older-page"), trust: () => Promise.resolve(trust) },
  thread: route<undefined, ParcelOf<SealedThread>>({ ...receipt, path: "/box/mine", takes: "none" }),
  older: route<{ readonly before: number }, ParcelOf<OlderHeader>>({ ...receipt, path: "/box/more", takes: "json" }),
  say: route<ParcelOf<{ readonly act: string }>, ParcelOf<SealedThread>>({
    ...receipt,
    path: "/box/say",
    takes: "parcel",
  }),
  ...{ toReporter: ["answer"], internal: ["note"], says: () => ({}) },
  letter: (text, name) => ({ niuniu: "message v1", case: name, text }),
  loadWords: () => import("@niuniu/seal/words"),
};

const begun = await put("The stairs are dark.", ["tao-rui"]);
const keys = receiptKeys(begun.begun.receipt);
const thread = begun.threadFor("reporter");

/** A server that has the letter, and looks at every request as a server does. */
let shown: ParcelOf<SealedThread>;
let refusal: { readonly code: string; readonly facts?: object } | null;
let asked: { readonly path: string; readonly nonce: string }[];
let server: Server;
const bodyOf = async (request: IncomingMessage): Promise<Uint8Array> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  return new Uint8Array(request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes);
};
const headOf = (entries: SealedThread["entries"]): string =>
  toHex(chain(entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }))).at(-1) ?? new Uint8Array(32));

function take(act: string, envelope: Uint8Array | undefined): void {
  const { header, parts } = shown;
  const part = envelope === undefined ? -1 : parts.length;
  const entries = [...header.entries, { text: act, salt: toBase64(sha256(new TextEncoder().encode(act))), part }];
  const promises = [{ number: entries.length, promise: record.promise(NOW, entries) }];
  shown = {
    header: { ...header, entries, head: headOf(entries), promises },
    parts: envelope === undefined ? parts : [...parts, envelope],
  };
}

beforeAll(async () => {
  server = createServer((request, answer) => {
    void (async () => {
      const [body, path] = [await bodyOf(request), request.url ?? ""];
      const { nonce, signature } = readReceiptCredential(request.headers.authorization) ?? { nonce: "", signature: "" };
      const mine = { method: "POST", path, nonce, bodyHash: sha256(body) };
      if (!verifyRequest(publicKey(keys.authSeed), mine, fromBase64(signature))) refusal = { code: "box/forged" };
      asked.push({ path, nonce });
      const refused = refusal;
      // What a clock is told once it is not told again.
      if (refused?.code === "box/stale-request") refusal = null;
      if (refused !== null)
        return void answer.writeHead(409).end(JSON.stringify({ sentence: {}, facts: {}, ...refused }));
      if (path === "/box/say") {
        const { header, parts } = readParcel(body);
        take((header as { readonly act: string }).act, parts[0]);
      }
      answer.setHeader("content-type", PARCEL);
      answer.end(writeParcel(shown.header, shown.parts));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());
beforeEach(() => {
  [shown, refusal, asked] = [thread, null, []];
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // As a page of a law office names the line that it serves.
  vi.stubGlobal("document", { querySelector: () => ({ content: origin }) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const spelt = spellDigits(begun.begun.receipt);
/** Whoever comes back, and finds the letter. */
async function back(file: string | null = null) {
  const found = await comeBack(receipts, { receipt: spelt, file });
  if (found.refusal !== null) throw new Error(`refused: ${found.refusal.why}`);
  return found;
}

describe("who comes back with a receipt to a matter that is no case", () => {
  it("reads what they wrote and what was answered, and nothing that is among the readers", async () => {
    const words = { niuniu: "message v1", case: thread.header.case };
    const mine = await recipientOf(keys.replySeed);
    const answer = await sealEnvelope([mine], { ...words, text: "There will be light." });
    const note = await sealEnvelope([mine], { ...words, text: "Whose stairs?" });
    shown = after(after(thread, "wen-jing", { kind: "note", envelope: note }), "wen-jing", {
      ...{ kind: "answer", envelope: answer },
    });
    const { first, code } = await back();
    expect(readReceipt(code)).toBe(begun.begun.receipt);
    expect(first.alarms).toEqual([]);
    expect([...first.contents.values()]).toMatchObject([
      { kind: "report", letter: { text: "The stairs are dark." } },
      { kind: "hidden" },
      { kind: "message", letter: { text: "There will be light." } },
    ]);
  });

  it("signs every request anew, so that none of them can be used again", async () => {
    const { door } = await back();
    await door.read();
    expect(asked.map(({ path }) => path)).toEqual(["/box/mine", "/box/mine"]);
    expect(new Set(asked.map(({ nonce }) => nonce)).size).toBe(2);
  });

  it("says more, signed with the receipt and sealed to those who can open the matter, and to nobody else", async () => {
    const { door, first } = await back();
    const next = await door.say(first, { kind: "word", text: "Still dark." });
    expect(next.entries.map(({ entry }) => entry.kind)).toEqual(["letter", "word"]);
    const { caseSeed } = await openBox(begun.threadFor("wen-jing"), deskOf("wen-jing"));
    const sealed = shown.parts.at(-1) ?? new Uint8Array();
    expect((await openEnvelope(caseSeed ?? new Uint8Array(32), sealed)).header).toMatchObject({ text: "Still dark." });
    await expect(openEnvelope(keys.replySeed, sealed)).rejects.toThrow();
    await door.say(next, { kind: "word", text: null });
    expect(shown.header.entries.at(-1)?.part).toBe(-1);
  });

  it("goes by the server's clock in its requests alone, once that has told the time", async () => {
    refusal = { code: "box/stale-request", facts: { now: NOW + 600_000 } };
    const { first } = await back();
    expect(asked).toHaveLength(2);
    expect(first.ahead).toBe(600_000);
    expect(first.alarms).toEqual([]);
  });

  it("is told that the receipt may be right where the server denies what a saved file proves, and only then", async () => {
    refusal = { code: "box/unknown-receipt" };
    await expect(back()).rejects.toMatchObject({ code: "box/unknown-receipt" });
    const entries = thread.header.entries.map(({ text, salt }) => ({ text, salt }));
    const saved = writeSaved({
      ...{ case: thread.header.case, entries, promise: record.promise(NOW, entries), proof: null },
      ...{ log: record.log.vkey, checkpoint: mark.note },
    });
    const found = await comeBack(receipts, { receipt: spelt, file: `${spelt}\n${saved}` });
    expect(found.refusal).toMatchObject({ why: "unknown", file: { saved: { case: thread.header.case } } });
    // A file of another day that was changed proves nothing.
    const changed = saved.replace(entries[0]?.salt ?? "", toBase64(new Uint8Array(32)));
    await expect(comeBack(receipts, { receipt: spelt, file: changed })).rejects.toMatchObject({
      code: "box/unknown-receipt",
    });
  });

  it("finds the receipt in the file where none was typed, and is stopped where a text holds it", async () => {
    const { door } = await comeBack(receipts, { receipt: " ", file: `\n${spelt}\n` }).then((found) => {
      if (found.refusal !== null) throw new Error("refused");
      return found;
    });
    expect(await door.holds(`My number is ${spelt}.`)).toBe(true);
    expect(await door.holds("It was dark.")).toBe(false);
  });
});

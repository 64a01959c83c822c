import { publicKey, sha256, toHex, toUtf8 } from "@niuniu/note";
import { writePublic } from "@niuniu/record";
import type { Ask } from "@niuniu/wire";
import { expect, it } from "vitest";
import { citedAt, isUnproven } from "./cited.ts";

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));
const text = writePublic({ kind: "voice/election", date: "2026-03-10", body: "Wen Jing was elected.\n" });
const log = { log: { name: "line.example.org/record", key: publicKey(new Uint8Array(32).fill(7)) } };

/** A record with these texts, one a page, whose proofs are none. */
const record = (...texts: readonly (string | null)[]): Ask =>
  ((
    route: { readonly path: string },
    _request: unknown,
    options: { readonly parameters: { readonly after?: number } },
  ) => {
    if (route.path.includes("/entry/")) return Promise.resolve({ proof: "no proof" });
    const at = (options.parameters.after ?? -1) + 1;
    const entries = at < texts.length ? [{ index: at, salt: "", text: texts[at], tombstone: null }] : [];
    return Promise.resolve({ entries, more: at + 1 < texts.length });
  }) as Ask;

it("an election that a statement cites is looked for in all of the record, and believed by its proof alone", async () => {
  expect(await citedAt(hashOf(text), log, record(null, "unreadable"))).toBeNull();
  expect(await citedAt("0".repeat(64), log, record(null, text))).toBeNull();
  for (const hash of [hashOf(text), hashOf("Wen Jing was elected.\n")]) {
    const found = citedAt(hash, log, record(null, "unreadable", text));
    const error: unknown = await found.catch((reason: unknown) => reason);
    expect(isUnproven(error)).toBe(true);
  }
});

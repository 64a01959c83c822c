import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signIn } from "@niuniu/people";
import { checkAnswer, testDatabase, urlOf, type TestDatabase } from "@niuniu/host/testing";
import { ask, found } from "@niuniu/sample";
import { writeParcel } from "@niuniu/seal/parcel";
import { bearer, PARCEL, type Body } from "@niuniu/wire";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toJSONSchema, type ZodType } from "zod";
import { start, type Running } from "./main.ts";
import { features } from "./features.ts";

/** What strangers send, to every door the server itself says it has: a new route is in here by itself. */
const data = mkdtempSync(join(tmpdir(), "niuniu-hostile-"));
let database: TestDatabase;
let running: Running;
let session = "";

beforeAll(async () => {
  database = await testDatabase();
  running = await start({
    data,
    port: 0,
    origin: "http://localhost",
    address: "localhost",
    databaseUrl: urlOf(await database.migrated(features.list)),
    answered: checkAnswer,
  });
  const [first] = await found(running.origin, running.setupCode ?? "", (count) => new Uint8Array(randomBytes(count)));
  const json = { member: first?.id ?? "", password: first?.password ?? "" };
  session = (await ask(running.origin, signIn, { json })).token;
});

afterAll(async () => {
  await running.stop();
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

const TYPES: Readonly<Partial<Record<Body, string>>> = {
  json: "application/json",
  parcel: PARCEL,
  form: "application/x-www-form-urlencoded",
};

async function knock(path: string, payload: Buffer, type: string): Promise<{ status: number; code: string }> {
  const headers = { "content-type": type, authorization: bearer(session) };
  const answer = await running.host.inject({ method: "POST", url: path, payload, headers });
  return { status: answer.statusCode, code: /"code":"([^"]+)"/.exec(answer.payload)?.[1] ?? "" };
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A text that fits. */
function fitting({ pattern, minLength = 1 }: Schema): string {
  if (pattern === undefined) return "a".repeat(Math.max(1, minLength));
  return fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 1, numRuns: 1 })[0] ?? "";
}

function objects({ properties = {} }: Schema, text: string): readonly [unknown, readonly unknown[]] {
  const fields = Object.entries(properties).map(([name, held]) => [name, variants(held, text)] as const);
  const good = Object.fromEntries(fields.map(([name, [value]]) => [name, value]));
  const bad = fields.flatMap(([name, [, held]]) => held.map((value) => ({ ...good, [name]: value })));
  return [good, [...bad, { ...good, [`extra${text}`]: 1 }]];
}

/** Something that this schema lets through, and every variant of it in which one text was replaced by `text`. */
function variants(schema: Schema, text: string): readonly [unknown, readonly unknown[]] {
  if (schema.anyOf !== undefined) return variants(schema.anyOf[0] ?? {}, text);
  if (schema.const !== undefined) return [schema.const, [text]];
  if (schema.enum !== undefined) return [schema.enum[0], [text]];
  if (schema.type === "object") return objects(schema, text);
  if (schema.type === "array") {
    const [good, bad] = variants(schema.items ?? {}, text);
    return [[good], bad.map((value) => [value])];
  }
  if (schema.type === "integer" || schema.type === "number") return [0, []];
  if (schema.type === "string") return [fitting(schema), [text]];
  return [{}, [text, { deep: [text] }]];
}

/** A text whose length nothing bounds: no largest length, no list of values, no pattern without repetition. */
const isUnbounded = ({ type, maxLength, pattern, ...schema }: Schema): boolean =>
  type === "string" &&
  maxLength === undefined &&
  schema.enum === undefined &&
  schema.const === undefined &&
  (pattern === undefined || /[*+]|,\}/.test(pattern.replaceAll(/\[[^\]]*\]/g, "")));

const schemaOf = (door: ZodType): Schema => toJSONSchema(door, { io: "input", unrepresentable: "any" }) as Schema;

describe("text that no database can hold", () => {
  it.each([
    ["NUL", "a\0b"],
    ["half a surrogate pair", "a\ud800b"],
  ])("is refused at every field of every route: %s", async (_what, text) => {
    const answers: string[] = [];
    for (const { route, door } of running.host.mounted) {
      if (door === null) continue;
      const type = TYPES[route.takes] ?? "";
      const [good, bad] = variants(schemaOf(door), text);
      for (const value of bad) {
        const payload =
          route.takes === "parcel"
            ? Buffer.from(writeParcel(value))
            : Buffer.from(
                route.takes === "json"
                  ? JSON.stringify(value)
                  : Object.entries(value as Record<string, unknown>)
                      .map(([name, held]) => `${name.slice(0, 5)}=${encodeURIComponent(String(held).toWellFormed())}`)
                      .join("&"),
              );
        const { status, code } = await knock(route.path, payload, type);
        answers.push(`${route.path} ${String(status)} ${code}`);
      }
      expect(good).toBeDefined();
    }
    expect(answers.length).toBeGreaterThan(40);
    expect(answers.filter((answer) => / 5\d\d /.test(answer) || / 2\d\d /.test(answer))).toEqual([]);
    const strange = answers.filter((answer) => !answer.endsWith("400 host/malformed"));
    // Those who are asked for another credential first, and forms, whose other fields are refused for themselves.
    expect(strange.filter((answer) => !/ 40[13] |\/cases\/(say|thread)/.test(answer))).toEqual([]);
  });

  it("cannot be long without bound anywhere: every text of every door says how long it may be", () => {
    const unbounded = running.host.mounted.flatMap(({ route, door }) => {
      const texts = (schema: Schema, at: string): readonly string[] => [
        ...(isUnbounded(schema) ? [at] : []),
        ...Object.entries(schema.properties ?? {}).flatMap(([name, held]) => texts(held, `${at}.${name}`)),
        ...(schema.items === undefined ? [] : texts(schema.items, `${at}[]`)),
        ...(schema.anyOf ?? []).flatMap((held) => texts(held, at)),
      ];
      return door === null ? [] : texts(schemaOf(door), route.path);
    });
    expect(unbounded).toEqual([]);
  });
});

/** Bodies of about this many bytes that once, or in other programs, cost far more than their bytes. */
const BODIES: Readonly<Partial<Record<Body, Readonly<Record<string, (bytes: number) => Buffer | [Buffer, string]>>>>> =
  {
    json: {
      keys: (bytes) => Buffer.from(`{${Array.from({ length: bytes / 11 }, (_, at) => `"k${at}":0`).join()}}`),
      "whole numbers as keys": (bytes) =>
        Buffer.from(`{${Array.from({ length: bytes / 11 }, (_, at) => `"${at * 7}":0`).join()}}`),
      depth: (bytes) => Buffer.from("[".repeat(bytes)),
      "one long text": (bytes) => Buffer.from(JSON.stringify({ member: "\u0001".repeat(bytes / 6), password: "x" })),
    },
    parcel: {
      "a header of keys": (bytes) =>
        Buffer.from(writeParcel(Object.fromEntries(Array.from({ length: bytes / 11 }, (_, at) => [`k${at}`, 0])))),
      "empty parts": (bytes) => Buffer.concat([Buffer.from([0, 0, 0, 2, 0x7b, 0x7d]), Buffer.alloc(bytes)]),
      "a header of brackets": (bytes) => {
        const header = Buffer.from("[".repeat(bytes));
        const length = Buffer.alloc(4);
        length.writeUInt32BE(header.length);
        return Buffer.concat([length, header]);
      },
    },
    form: {
      names: (bytes) => Buffer.from(Array.from({ length: bytes / 7 }, (_, at) => `n${at}`).join("&")),
      "one name again and again": (bytes) => Buffer.from("struck=a&".repeat(bytes / 9)),
      percents: (bytes) => Buffer.from(`number=${"%41".repeat(bytes / 3)}`),
      "parts without end": (bytes) => [
        Buffer.from(
          Array.from(
            { length: bytes / 60 },
            (_, at) => `--b\r\nContent-Disposition: form-data; name="n${at}"\r\n\r\nx\r\n`,
          ).join(""),
        ),
        "multipart/form-data; boundary=b",
      ],
      "almost delimiters": (bytes) => [
        Buffer.from(
          `--${"-".repeat(70)}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n${`\r\n${"-".repeat(70)}`.repeat(bytes / 72)}`,
        ),
        `multipart/form-data; boundary=${"-".repeat(70)}`,
      ],
      "a sealed file of lines": (bytes) => [
        Buffer.from(
          `--b\r\nContent-Disposition: form-data; name="class"\r\n\r\nordinary\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nage-encryption.org/v1\n-> x\n${`${"A".repeat(64)}\n`.repeat(bytes / 65)}\r\n--b--\r\n`,
        ),
        "multipart/form-data; boundary=b",
      ],
    },
  };

/** The least of a few: other programs may run, and none makes a thing cheaper. */
async function cost(path: string, body: Buffer, type: string): Promise<number> {
  const taken: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const begun = performance.now();
    const { status } = await knock(path, body, type);
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    taken.push(performance.now() - begun);
  }
  return Math.min(...taken);
}

describe("a body that was made to be dear", () => {
  it("costs a route that asks for no credential no more than four times as much when it is four times as long", async () => {
    const dear: string[] = [];
    for (const { route } of running.host.mounted) {
      if (route.audience !== "anyone") continue;
      const most = ["/cases/sealed", "/cases/report"].includes(route.path) ? 440_000 : 60_000;
      for (const [what, make] of Object.entries(BODIES[route.takes] ?? {})) {
        const sent = (bytes: number): readonly [Buffer, string] => {
          const made = make(Math.floor(bytes));
          return Array.isArray(made) ? made : [made, TYPES[route.takes] ?? ""];
        };
        const [less, more] = [await cost(route.path, ...sent(most / 4)), await cost(route.path, ...sent(most))];
        // Ten, and a constant, since what is small cannot be measured well; what grows by the square grows sixteenfold.
        if (more > 10 * less && more > 20)
          dear.push(`${route.path}, ${what}: ${less.toFixed(1)} then ${more.toFixed(1)} ms`);
      }
    }
    expect(dear).toEqual([]);
  });
});

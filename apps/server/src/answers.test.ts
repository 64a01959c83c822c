import { mkdtempSync, rmSync } from "node:fs";
import { checkAnswer, testDatabase, urlOf, type TestDatabase } from "@niuniu/host/testing";
import { pathOf, type Body } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { start, type Running } from "./main.ts";
import { features } from "./features.ts";

/** What the OpenAPI text says that this server answers, over every route it says it has: a new one is in here by itself. */

/** Routes whose answers nothing describes yet. It may only grow shorter. */
const UNDESCRIBED: readonly string[] = [];

interface Schema {
  readonly type?: string;
  readonly additionalProperties?: unknown;
  readonly [more: string]: unknown;
}
interface Content {
  readonly schema?: Schema;
  readonly "x-header"?: Schema;
}
interface Granted {
  readonly content?: Readonly<Record<string, Content>>;
}
interface Text {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Record<string, Granted> }>>>>;
  readonly components: { readonly responses: { readonly Refused: Granted } };
}

const data = mkdtempSync("/tmp/niuniu-answers-");
let database: TestDatabase;
let running: Running;
let text: Text;

beforeAll(async () => {
  database = await testDatabase();
  const databaseUrl = urlOf(await database.migrated(features.list));
  const place = { data, port: 0, origin: "http://localhost", address: "localhost", databaseUrl };
  running = await start({ ...place, answered: checkAnswer });
  text = (await (await fetch(`${running.origin}/openapi.json`)).json()) as Text;
});

afterAll(async () => {
  await running.stop();
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

const DESCRIBED: readonly Body[] = ["json", "parcel"];

/** The schema of what a route grants; of a parcel, of its header. */
function schemaOf(path: string, method: string): Schema | undefined {
  const granted = text.paths[path.replaceAll(/:([A-Za-z]+)/g, "{$1}")]?.[method.toLowerCase()]?.responses["200"];
  const [content] = Object.values(granted?.content ?? {});
  return content?.schema ?? content?.["x-header"];
}

/** Whether an object may have fields that nobody names. Of a table of numbers the names are data, and nothing but numbers gets in. */
const isOpen = ({ additionalProperties: more }: Schema): boolean =>
  more !== false && (more as Schema | undefined)?.type !== "integer";

/** Every object anywhere in a schema. */
function objectsIn(value: unknown): readonly Schema[] {
  if (typeof value !== "object" || value === null) return [];
  const own = (value as Schema).type === "object" ? [value as Schema] : [];
  return [...own, ...Object.values(value).flatMap(objectsIn)];
}

describe("the OpenAPI text", () => {
  it("has a schema of what every route answers that answers JSON or a parcel", () => {
    const routes = running.host.mounted.filter(({ route }) => DESCRIBED.includes(route.gives));
    const without = routes.filter(({ route: { path, method } }) => schemaOf(path, method) === undefined);
    expect(routes.length).toBeGreaterThan(30);
    expect(without.map(({ route: { path, method } }) => `${method} ${path}`)).toEqual(UNDESCRIBED);
  });

  it("leaves no answer open: a field that it does not name is not sent", () => {
    const schemas = running.host.mounted.map(({ route }) => [route.path, schemaOf(route.path, route.method)] as const);
    const open = schemas.filter(([, schema]) => objectsIn(schema).some(isOpen));
    expect(open.map(([path]) => path)).toEqual([]);
  });

  it("says what a refusal is, and every door's first refusal is one", async () => {
    const schema = text.components.responses.Refused.content?.["application/json"]?.schema ?? {};
    const refusal = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    let refused = 0;
    for (const { route } of running.host.mounted) {
      const names = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name = ""]) => [name, "x"] as const);
      const url = pathOf(route, { ...Object.fromEntries(names), from: 3, to: 1, index: 9_999, size: 1 });
      const answer = await running.host.inject({
        method: route.method,
        url,
        headers: { "content-type": "text/plain" },
      });
      if (answer.statusCode < 400) continue;
      refused++;
      expect(refusal.safeParse(answer.json()).error, `${route.path}: ${answer.payload}`).toBeUndefined();
    }
    expect(refused).toBeGreaterThan(30);
  });

  it("is true of what anybody is answered", async () => {
    for (const path of ["/record/head", "/record/entries/{after}", "/people/roster", "/cases/gate", "/cases/figures"]) {
      const answer = await running.host.inject(path.replace("{after}", "-1"));
      expect(answer.statusCode, path).toBe(200);
      const schema = schemaOf(path, "GET") as Parameters<typeof z.fromJSONSchema>[0];
      expect(z.fromJSONSchema(schema).safeParse(answer.json()).error, path).toBeUndefined();
    }
  });
});

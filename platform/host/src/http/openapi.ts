import { audiences, PARCEL, type Body } from "@niuniu/wire";
import { toJSONSchema } from "zod";
import { refusalAnswer } from "./described.ts";
import type { Mounted } from "./serve.ts";

const MEDIA: Readonly<Record<Exclude<Body, "none">, string>> = {
  json: "application/json",
  parcel: PARCEL,
  form: "multipart/form-data",
  page: "text/html",
  calendar: "text/calendar",
  stream: "text/event-stream",
};

function requestBody({ route, door }: Mounted): object {
  if (route.takes === "none" || door === null) return {};
  const schema = toJSONSchema(door, { io: "input", unrepresentable: "any" });
  // A parcel is bytes: the schema is that of its JSON header.
  const content = route.takes === "parcel" ? { "x-header": schema } : { schema };
  return { requestBody: { required: true, content: { [MEDIA[route.takes]]: content } } };
}

function answerBody({ route, answer }: Mounted): object {
  if (answer === null) return {};
  const schema = toJSONSchema(answer, { io: "output", unrepresentable: "any" });
  return route.gives === "parcel" ? { "x-header": schema } : { schema };
}

function operation(mounted: Mounted): object {
  const { route } = mounted;
  const names = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name);
  const granted =
    route.gives === "none"
      ? { "204": { description: "Done." } }
      : { "200": { description: "Granted.", content: { [MEDIA[route.gives]]: answerBody(mounted) } } };
  return {
    description: audiences[route.audience].says,
    tags: [route.path.split("/")[1] ?? ""],
    parameters: names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...requestBody(mounted),
    responses: { ...granted, default: { $ref: "#/components/responses/Refused" } },
  };
}

function refused(): object {
  const content = { "application/json": { schema: toJSONSchema(refusalAnswer) } };
  return { description: "Refused: a stable code and a sentence in each language.", content };
}

function openApi(mounted: readonly Mounted[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const one of mounted) {
    const path = one.route.path.replaceAll(/:([A-Za-z]+)/g, "{$1}");
    paths[path] = { ...paths[path], [one.route.method.toLowerCase()]: operation(one) };
  }
  const components = { responses: { Refused: refused() } };
  return { openapi: "3.1.0", info: { title: "Niuniu", version: "1" }, paths, components };
}

/**
 * The OpenAPI 3.1 description of every mounted route, made from the routes, their doors and the schemas of their answers:
 * once, since anybody may ask for it any number of times.
 */
export function openApiText(mounted: readonly Mounted[]): () => string {
  let made: { readonly routes: number; readonly text: string } | null = null;
  return () => {
    if (made?.routes !== mounted.length) made = { routes: mounted.length, text: JSON.stringify(openApi(mounted)) };
    return made.text;
  };
}
